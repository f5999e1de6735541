<?php
/**
 * Plugin Name:       Fehrest
 * Description:       Search by a Fehrest service: a search field with instant results, related articles, and every change of a post sent to the service.
 * Version:           0.2.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       fehrest
 * Domain Path:       /languages
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.2.0';

define( 'FEHREST_FOLDER', plugin_dir_path( __FILE__ ) );

foreach ( array( 'options', 'answer', 'client', 'languages', 'article', 'queue', 'push', 'elements', 'search', 'draft', 'check', 'settings-page' ) as $fehrest_name ) {
	require_once FEHREST_FOLDER . "includes/class-$fehrest_name.php";
}
unset( $fehrest_name );

register_activation_hook( __FILE__, array( Queue::class, 'install' ) );
register_deactivation_hook( __FILE__, array( Queue::class, 'unschedule' ) );

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'fehrest', false, basename( __DIR__ ) . '/languages' );
	},
	1
);

Push::register();
Queue::register();
Elements::register();
Search::register();
Draft::register();
if ( is_admin() ) {
	Settings_Page::register();
}
if ( defined( 'WP_CLI' ) && WP_CLI ) {
	require_once FEHREST_FOLDER . 'includes/class-command.php';
	\WP_CLI::add_command( 'fehrest', Command::class );
}
