<?php
/**
 * Settings > Fehrest.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * The page of the settings, the test of the connection, and what waits to be sent. It needs no JavaScript.
 */
final class Settings_Page {

	const PAGE = 'fehrest';

	const CAPABILITY = 'manage_options';

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'admin_menu', array( self::class, 'add_page' ) );
		add_action( 'admin_init', array( self::class, 'register_setting' ) );
		add_action( 'admin_post_fehrest_test', array( self::class, 'test' ) );
		add_action( 'admin_post_fehrest_retry', array( self::class, 'retry' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( FEHREST_FOLDER . 'fehrest.php' ), array( self::class, 'link' ) );
	}

	/**
	 * Adds the page to the menu.
	 */
	public static function add_page() {
		add_options_page( __( 'Fehrest', 'fehrest' ), __( 'Fehrest', 'fehrest' ), self::CAPABILITY, self::PAGE, array( self::class, 'show' ) );
	}

	/**
	 * Registers the option that the form changes.
	 */
	public static function register_setting() {
		register_setting( self::PAGE, Options::NAME, array( 'sanitize_callback' => array( Options::class, 'sanitize' ) ) );
	}

	/**
	 * Adds a link to the list of plugins.
	 *
	 * @param string[] $links The links.
	 * @return string[]
	 */
	public static function link( $links ): array {
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::address() ), esc_html__( 'Settings', 'fehrest' ) ) );
		return $links;
	}

	/**
	 * Tests the connection and returns to the page, which shows the findings.
	 */
	public static function test() {
		self::check_request( 'fehrest_test' );
		self::leave_with( Check::run() );
	}

	/**
	 * Sends what waits and returns to the page.
	 */
	public static function retry() {
		self::check_request( 'fehrest_retry' );
		Queue::retry_all();
		Queue::send( 10.0 );
		$left = array_sum( Queue::counts() );
		/* translators: %s: number of posts. */
		$text = $left ? sprintf( _n( '%s post still waits.', '%s posts still wait.', $left, 'fehrest' ), number_format_i18n( $left ) ) : __( 'Everything was sent.', 'fehrest' );
		self::leave_with(
			array(
				array(
					'ok'      => ! $left,
					'message' => $text,
				),
			)
		);
	}

	/**
	 * Shows the page.
	 */
	public static function show() {
		if ( ! current_user_can( self::CAPABILITY ) ) {
			return;
		}
		echo '<div class="wrap"><h1>', esc_html( get_admin_page_title() ), '</h1>';
		self::show_findings();
		self::show_queue();
		echo '<form method="post" action="', esc_url( admin_url( 'options.php' ) ), '">';
		settings_fields( self::PAGE );
		echo '<table class="form-table" role="presentation">';
		self::show_fields( Options::all() );
		echo '</table>';
		submit_button();
		echo '</form>';
		self::show_button( 'fehrest_test', __( 'Test the connection', 'fehrest' ), __( 'With the saved settings.', 'fehrest' ) );
		echo '</div>';
	}

	/**
	 * The rows of the form.
	 *
	 * @param array<string, mixed> $all The settings.
	 */
	private static function show_fields( array $all ) {
		self::row( 'address', __( 'Address of the service', 'fehrest' ), __( 'For example https://search.example.org', 'fehrest' ), 'url', $all['address'] );
		self::row( 'write_key', __( 'Write key', 'fehrest' ), __( 'For sending changes of posts. Only this server sees it.', 'fehrest' ), 'password', $all['write_key'] );
		self::row( 'read_key', __( 'Read key', 'fehrest' ), __( 'Only if the service asks for one. It is part of public pages.', 'fehrest' ), 'password', $all['read_key'] );
		self::choices( __( 'Changes of posts', 'fehrest' ), array( 'push' => __( 'Send them to the service at once', 'fehrest' ) ), $all );
		echo '<tr><th scope="row">', esc_html__( 'Types of posts', 'fehrest' ), '</th><td><fieldset>';
		foreach ( Options::possible_types() as $name => $label ) {
			printf( '<label><input type="checkbox" name="fehrest[post_types][]" value="%s"%s> %s</label><br>', esc_attr( $name ), checked( in_array( $name, $all['post_types'], true ), true, false ), esc_html( $label ) );
		}
		echo '</fieldset></td></tr>';
		self::choices(
			__( 'On the pages', 'fehrest' ),
			array(
				'replace_form'    => __( 'Replace the search form of the theme', 'fehrest' ),
				'replace_results' => __( 'Replace the search results; WordPress searches if the service does not answer', 'fehrest' ),
				'related'         => __( 'Show related articles under posts', 'fehrest' ),
				'stylesheet'      => __( 'Use the stylesheet of the service', 'fehrest' ),
			),
			$all
		);
		echo '<tr><th scope="row"><label for="fehrest-mode">', esc_html__( 'Search form opens', 'fehrest' ), '</label></th><td><select id="fehrest-mode" name="fehrest[mode]">';
		$labels = array(
			'dropdown' => __( 'a list under the field', 'fehrest' ),
			'inline'   => __( 'results in the page', 'fehrest' ),
			'dialog'   => __( 'a dialog', 'fehrest' ),
		);
		foreach ( $labels as $value => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $value, $all['mode'], false ), esc_html( $label ) );
		}
		echo '</select></td></tr>';
		self::row( 'related_size', __( 'Related articles', 'fehrest' ), __( 'How many, at most 20.', 'fehrest' ), 'number', (string) $all['related_size'] );
	}

	/**
	 * A row with one field. A key is never written into the page.
	 *
	 * @param string $name  The setting.
	 * @param string $label Its label.
	 * @param string $help  A sentence about it.
	 * @param string $type  Of the input.
	 * @param string $value Its value.
	 */
	private static function row( string $name, string $label, string $help, string $type, string $value ) {
		$is_key = 'password' === $type;
		$fixed  = Options::is_constant( $name );
		printf( '<tr><th scope="row"><label for="fehrest-%1$s">%2$s</label></th><td>', esc_attr( $name ), esc_html( $label ) );
		printf(
			'<input class="regular-text" type="%1$s" id="fehrest-%2$s" name="fehrest[%2$s]" value="%3$s" placeholder="%4$s" dir="ltr" autocomplete="off"%5$s>',
			esc_attr( $type ),
			esc_attr( $name ),
			esc_attr( $is_key ? '' : $value ),
			esc_attr( $is_key ? self::masked( $value ) : '' ),
			disabled( $fixed, true, false )
		);
		if ( $is_key && '' !== $value && ! $fixed ) {
			printf( ' <label><input type="checkbox" name="fehrest[forget_%s]" value="1"> %s</label>', esc_attr( $name ), esc_html__( 'Forget it', 'fehrest' ) );
		}
		/* translators: %s: name of a constant. */
		$help = $fixed ? sprintf( __( 'Set by %s in wp-config.php.', 'fehrest' ), Options::CONSTANTS[ $name ] ) : $help;
		echo '<p class="description">', esc_html( $help ), '</p></td></tr>';
	}

	/**
	 * A key as it is shown: only its end, and only of a long one.
	 *
	 * @param string $key The key.
	 */
	public static function masked( string $key ): string {
		return '' === $key ? '' : str_repeat( '•', 8 ) . ( strlen( $key ) >= 20 ? substr( $key, -4 ) : '' );
	}

	/**
	 * A row with switches.
	 *
	 * @param string                $label  Of the row.
	 * @param array<string, string> $labels Setting => label.
	 * @param array<string, mixed>  $all    The settings.
	 */
	private static function choices( string $label, array $labels, array $all ) {
		echo '<tr><th scope="row">', esc_html( $label ), '</th><td><fieldset>';
		foreach ( $labels as $name => $text ) {
			printf( '<label><input type="checkbox" name="fehrest[%s]" value="1"%s> %s</label><br>', esc_attr( $name ), checked( $all[ $name ], true, false ), esc_html( $text ) );
		}
		echo '</fieldset></td></tr>';
	}

	/**
	 * What waits to be sent, what was refused, and the last error.
	 */
	private static function show_queue() {
		$counts = Queue::counts();
		$last   = get_option( Queue::LAST_ERROR );
		if ( ! array_sum( $counts ) && ! $last ) {
			return;
		}
		echo '<div class="notice notice-warning inline"><p>';
		/* translators: %s: number of posts. */
		echo esc_html( sprintf( _n( '%s post waits to be sent.', '%s posts wait to be sent.', $counts['waiting'], 'fehrest' ), number_format_i18n( $counts['waiting'] ) ) );
		if ( $counts['refused'] ) {
			/* translators: %s: number of posts. */
			echo ' ', esc_html( sprintf( _n( '%s post was refused by the service.', '%s posts were refused by the service.', $counts['refused'], 'fehrest' ), number_format_i18n( $counts['refused'] ) ) );
		}
		echo '</p>';
		if ( is_array( $last ) ) {
			/* translators: 1: how long ago, 2: message. */
			echo '<p>', esc_html( sprintf( __( 'Last error, %1$s ago: %2$s', 'fehrest' ), human_time_diff( $last['time'] ), $last['message'] ) ), '</p>';
		}
		self::show_refused();
		self::show_button( 'fehrest_retry', __( 'Send them now', 'fehrest' ), '' );
		echo '</div>';
	}

	/**
	 * Posts that the service refused, with the reasons.
	 */
	private static function show_refused() {
		$refused = Queue::refused( 10 );
		if ( $refused ) {
			echo '<ul class="ul-disc">';
			foreach ( $refused as $id => $reason ) {
				printf( '<li><a href="%s">%s</a>: %s</li>', esc_url( (string) get_edit_post_link( $id ) ), esc_html( get_the_title( $id ) ), esc_html( $reason ) );
			}
			echo '</ul>';
		}
	}

	/**
	 * Shows what the last test or attempt found, once.
	 */
	private static function show_findings() {
		$name  = 'fehrest_findings_' . get_current_user_id();
		$found = get_transient( $name );
		delete_transient( $name );
		foreach ( is_array( $found ) ? $found : array() as $each ) {
			printf( '<div class="notice %s inline"><p>%s</p></div>', $each['ok'] ? 'notice-success' : 'notice-error', esc_html( $each['message'] ) );
		}
	}

	/**
	 * A button that is a form of its own.
	 *
	 * @param string $action Of admin-post.php.
	 * @param string $label  Of the button.
	 * @param string $help   A sentence about it.
	 */
	private static function show_button( string $action, string $label, string $help ) {
		echo '<form method="post" action="', esc_url( admin_url( 'admin-post.php' ) ), '"><p>';
		printf( '<input type="hidden" name="action" value="%s">', esc_attr( $action ) );
		wp_nonce_field( $action );
		printf( '<button class="button">%s</button> %s</p></form>', esc_html( $label ), esc_html( $help ) );
	}

	/**
	 * Ends a request that has no nonce, or of an account that may not change settings.
	 *
	 * @param string $action Of admin-post.php.
	 */
	private static function check_request( string $action ) {
		if ( ! current_user_can( self::CAPABILITY ) ) {
			wp_die( esc_html__( 'You may not do this.', 'fehrest' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( $action );
	}

	/**
	 * Stores findings for the page, and goes back to it.
	 *
	 * @param array<int, array{ok: bool, message: string}> $found The findings.
	 */
	private static function leave_with( array $found ) {
		set_transient( 'fehrest_findings_' . get_current_user_id(), $found, MINUTE_IN_SECONDS );
		wp_safe_redirect( self::address() );
		exit;
	}

	/**
	 * The address of the page.
	 */
	private static function address(): string {
		return admin_url( 'options-general.php?page=' . self::PAGE );
	}
}
