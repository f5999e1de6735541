<?php
/* What the tests of the plugin call. */
function printed(string $name, ...$arguments): string { ob_start(); $name(...$arguments); return ob_get_clean(); }
function sent_for(int $id): array { return Fehrest\Article::of(get_post($id)); }
function reason_of_death(string $name): string {
    add_filter('wp_die_handler', fn() => function ($message) { throw new RuntimeException(strip_tags($message)); });
    try { $name(); } catch (RuntimeException $death) { return $death->getMessage(); }
    return '';
}
/* The settings that a test needs, and nothing left from the one before. */
function set_up(array $options): void { update_option('fehrest', $options); emptied_queue(); }
function findings(array $options): array { set_up($options); return Fehrest\Check::run(); }
function rows_of_queue(): array {
    global $wpdb;
    $failed = (get_option('fehrest_last_error') ?: [])['time'] ?? 0;
    return $wpdb->get_results('SELECT post_id, attempts, due - ' . $failed . ' AS pause, error FROM ' . Fehrest\Queue::table() . ' ORDER BY post_id', ARRAY_A);
}
function failed_just_now(): void {
    update_option('fehrest_last_error', ['time' => time() + 600, 'status' => 0, 'message' => 'Away', 'post' => 0]);
}
function rows_due(): void {
    global $wpdb;
    $wpdb->query('UPDATE ' . Fehrest\Queue::table() . ' SET due = 0');
}
function emptied_queue(): void {
    global $wpdb;
    $wpdb->query('DELETE FROM ' . Fehrest\Queue::table());
    foreach (['fehrest_last_error'] as $name) delete_option($name);
    delete_transient('fehrest_search_down');
}
function uninstalled(): array {
    global $wpdb;
    define('WP_UNINSTALL_PLUGIN', 'fehrest/fehrest.php');
    require WP_PLUGIN_DIR . '/fehrest/uninstall.php';
    $left = $wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%fehrest%'");
    return array_merge($left, $wpdb->get_col("SHOW TABLES LIKE '%fehrest%'"),
        $wpdb->get_col("SELECT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE '%fehrest%'"));
}
/* What WP-CLI prints for "wp fehrest NAME". */
function command(string $name, array $options = []): array {
    WP_CLI::$lines = [];
    WP_CLI::$ticks = 0;
    try { (new WP_CLI::$commands['fehrest'])->$name([], $options); } catch (WP_CLI_Exit $end) {}
    return WP_CLI::$lines;
}
/* Texts of the plugin in a language: one, and one for a number. */
function translated(string $locale, string $text, string $one, string $many, int $number): array {
    foreach (['plugin_locale', 'pre_determine_locale'] as $name) add_filter($name, fn() => $locale);
    unload_textdomain('fehrest', true);
    load_plugin_textdomain('fehrest', false, 'fehrest/languages');
    return [__($text, 'fehrest'), _n($one, $many, $number, 'fehrest')];
}
/* What the route of the editor's panel answers to a user: the data, or the status of an error. */
function drafted(array $draft, int $user = 1): array {
    wp_set_current_user($user);
    $request = new WP_REST_Request('POST', '/fehrest/v1/draft');
    foreach ($draft as $name => $value) $request->set_param($name, $value);
    $response = rest_do_request($request);
    wp_set_current_user(0);
    return $response->is_error() ? ['error' => $response->get_status()] : $response->get_data();
}
