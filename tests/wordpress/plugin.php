<?php
/* What site owners change: the option paper_no_rest switches the REST API off for visitors, paper_languages gives posts
   languages as WPML does (number of a post => code), or as Polylang does with the option paper_polylang (the language of pages), paper_breaks makes the posts that are sent incomplete. */
add_filter('rest_authentication_errors', function ($result) {
    return get_option('paper_no_rest') ? new WP_Error('rest_disabled', 'Off.', ['status' => 401]) : $result;
});
add_filter('wpml_post_language_details', function ($details, $id) {
    $code = ((array) get_option('paper_languages', []))[$id] ?? null;
    return $code ? ['language_code' => $code] : $details;
}, 10, 2);
add_filter('wpml_element_trid', fn($group, $id) => isset(((array) get_option('paper_languages', []))[$id]) ? 1 : $group, 10, 2);
add_filter('wpml_get_element_translations', function ($found, $group) {
    return array_map(fn($id) => (object) ['element_id' => $id], array_flip((array) get_option('paper_languages', [])));
}, 10, 2);
if (get_option('paper_polylang')) {
    function pll_get_post_language($id, $field) { return $field === 'slug' ? ((array) get_option('paper_languages', []))[$id] ?? false : false; }
    function pll_get_post_translations($id) { return array_flip((array) get_option('paper_languages', [])); }
    function pll_current_language($field) { return $field === 'slug' ? get_option('paper_polylang') : false; }
}
add_filter('wpml_current_language', fn($code) => get_option('paper_wpml') ?: $code);
add_filter('fehrest_article', fn($data) => get_option('paper_breaks') ? array_diff_key($data, ['content' => 1]) : $data);
add_filter('locale', fn($locale) => get_option('paper_locale') ?: $locale);
/* The site has no language packs, which would say that Persian is written from right to left. */
add_filter('gettext_with_context', fn($found, $text, $context) => $context === 'text direction' && get_locale() === 'fa_IR' ? 'rtl' : $found, 10, 3);
/* No test depends on how busy the machine is. */
add_filter('fehrest_timeout', fn() => 100);
add_filter('fehrest_seconds', fn() => 100);
