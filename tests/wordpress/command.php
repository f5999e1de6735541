<?php
/* Calls functions of WordPress. Standard input is a JSON list of calls, each [name, argument...]; the results are
   printed as a JSON list. "sql" runs one statement of SQL. Errors of WordPress become {"error": message}. */
$_SERVER += ['HTTP_HOST' => getenv('SITE_HOST'), 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/',
    'SERVER_PROTOCOL' => 'HTTP/1.1', 'SERVER_NAME' => getenv('SITE_HOST'), 'REMOTE_ADDR' => '127.0.0.1'];
if (($argv[1] ?? '') === 'install') define('WP_INSTALLING', true);
if (getenv('SITE_CLI')) require __DIR__ . '/wp_cli.php';
require getenv('SITE_FOLDER') . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
require __DIR__ . '/plugin_calls.php';
kses_remove_filters();

function emptied(): void {
    global $wpdb;
    foreach (['posts', 'postmeta', 'comments', 'term_relationships'] as $name) $wpdb->query("DELETE FROM wp_$name");
    foreach (['terms', 'term_taxonomy'] as $name) $wpdb->query("DELETE FROM wp_$name WHERE term_id > 1");
    $wpdb->query('DELETE FROM wp_users WHERE ID > 1');
    delete_option('category_children');
    delete_option('paper_no_rest');
}
/* Posts as a migration writes them: by SQL, all with one moment of change. */
function migrated(int $count, string $text, string $moment): void {
    global $wpdb;
    for ($n = 1; $n <= $count; $n++) {
        $wpdb->replace('wp_posts', ['ID' => 1000 + $n, 'post_title' => "Ferry $n", 'post_name' => "ferry-$n",
            'post_content' => "<p>" . str_replace('#', (string) $n, $text) . "</p>", 'post_status' => 'publish',
            'post_author' => 1, 'post_date' => "2020-01-01 10:00:" . sprintf('%02d', $n % 60), 'post_excerpt' => '',
            'post_date_gmt' => "2020-01-01 06:30:" . sprintf('%02d', $n % 60), 'post_modified' => $moment,
            'post_modified_gmt' => $moment, 'to_ping' => '', 'pinged' => '', 'post_content_filtered' => '']);
    }
}
function permalinks(string $structure): void {
    global $wp_rewrite;
    $wp_rewrite->set_permalink_structure($structure);
    flush_rewrite_rules(false);
}
function exported(): string { ob_start(); export_wp(['content' => 'all']); return ob_get_clean(); }
function picture(string $name, string $title, string $caption, string $alt): int {
    $file = wp_upload_dir('2021/05')['path'] . "/$name.gif";
    file_put_contents($file, base64_decode('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'));
    $id = wp_insert_attachment(['post_title' => $title, 'post_excerpt' => $caption, 'post_mime_type' => 'image/gif',
        'post_status' => 'inherit'], $file);
    update_post_meta($id, '_wp_attachment_image_alt', $alt);
    wp_update_attachment_metadata($id, ['width' => 1200, 'height' => 800, 'file' => _wp_relative_upload_path($file)]);
    return $id;
}

$results = [];
foreach (json_decode(file_get_contents('php://stdin'), true) as $call) {
    $name = array_shift($call);
    if (in_array($name, ['wp_insert_post', 'wp_update_post'])) { $call[0] = wp_slash($call[0]); }
    $result = $name(...$call);
    $results[] = is_wp_error($result) ? ['error' => $result->get_error_message()] : $result;
}
echo "\n", json_encode($results, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
