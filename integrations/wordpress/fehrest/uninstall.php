<?php
/**
 * Removes what the plugin has stored: its settings, the queue, and the ids of articles.
 *
 * @package Fehrest
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * Removes what is stored for the current site.
 */
function fehrest_uninstall_site() {
	global $wpdb;
	foreach ( array( 'fehrest', 'fehrest_schema', 'fehrest_last_error' ) as $name ) {
		delete_option( $name );
	}
	delete_transient( 'fehrest_search_down' );
	delete_post_meta_by_key( '_fehrest_id' );
	wp_clear_scheduled_hook( 'fehrest_send' );
	wp_clear_scheduled_hook( 'fehrest_send_soon' );
	// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- the plugin's own table.
	$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}fehrest_queue" );
}

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $fehrest_site ) {
		switch_to_blog( $fehrest_site );
		fehrest_uninstall_site();
		restore_current_blog();
	}
} else {
	fehrest_uninstall_site();
}
