<?php
/**
 * The settings.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Reads the settings: one option, and constants of wp-config.php, which win.
 */
final class Options {

	const NAME = 'fehrest';

	/** Setting => the constant that replaces it. */
	const CONSTANTS = array(
		'address'   => 'FEHREST_ADDRESS',
		'write_key' => 'FEHREST_WRITE_KEY',
		'read_key'  => 'FEHREST_READ_KEY',
	);

	const SWITCHES = array( 'push', 'replace_form', 'replace_results', 'related', 'stylesheet' );

	const MODES = array( 'inline', 'dropdown', 'dialog' );

	/**
	 * The settings of a new site.
	 *
	 * @return array<string, mixed>
	 */
	public static function defaults(): array {
		return array(
			'address'         => '',
			'write_key'       => '',
			'read_key'        => '',
			'push'            => true,
			'post_types'      => array( 'post' ),
			'replace_form'    => false,
			'mode'            => 'dropdown',
			'replace_results' => false,
			'related'         => false,
			'related_size'    => 5,
			'stylesheet'      => true,
		);
	}

	/**
	 * All settings.
	 *
	 * @return array<string, mixed>
	 */
	public static function all(): array {
		$stored = get_option( self::NAME, array() );
		$found  = array_merge( self::defaults(), is_array( $stored ) ? $stored : array() );
		foreach ( self::CONSTANTS as $name => $constant ) {
			if ( defined( $constant ) ) {
				$found[ $name ] = (string) constant( $constant );
			}
		}
		$found['address'] = untrailingslashit( $found['address'] );
		return $found;
	}

	/**
	 * One setting.
	 *
	 * @param string $name Its name in defaults().
	 * @return mixed
	 */
	public static function get( string $name ) {
		return self::all()[ $name ];
	}

	/**
	 * Whether a constant of wp-config.php replaces a setting.
	 *
	 * @param string $name The setting.
	 */
	public static function is_constant( string $name ): bool {
		return isset( self::CONSTANTS[ $name ] ) && defined( self::CONSTANTS[ $name ] );
	}

	/**
	 * Whether changes of posts can be sent.
	 */
	public static function can_push(): bool {
		$all = self::all();
		return $all['push'] && '' !== $all['address'] && '' !== $all['write_key'];
	}

	/**
	 * Types of posts that can be sent: public ones that the REST API knows. It makes the text that is sent.
	 *
	 * @return array<string, string> Name => label.
	 */
	public static function possible_types(): array {
		$types = get_post_types(
			array(
				'public'       => true,
				'show_in_rest' => true,
			),
			'objects'
		);
		unset( $types['attachment'] );
		return wp_list_pluck( $types, 'label' );
	}

	/**
	 * Settings as they are stored, from a form.
	 *
	 * @param mixed $given What was sent.
	 * @return array<string, mixed>
	 */
	public static function sanitize( $given ): array {
		$given  = is_array( $given ) ? $given : array();
		$stored = get_option( self::NAME, array() );
		$stored = is_array( $stored ) ? $stored : array();
		$clean  = array(
			'address'      => self::clean_address( $given, $stored ),
			'write_key'    => self::clean_key( 'write_key', $given, $stored ),
			'read_key'     => self::clean_key( 'read_key', $given, $stored ),
			'post_types'   => array_values( array_intersect( (array) ( $given['post_types'] ?? array() ), array_keys( self::possible_types() ) ) ),
			'mode'         => in_array( $given['mode'] ?? '', self::MODES, true ) ? $given['mode'] : 'dropdown',
			'related_size' => max( 1, min( 20, (int) ( $given['related_size'] ?? 5 ) ) ),
		);
		foreach ( self::SWITCHES as $name ) {
			$clean[ $name ] = ! empty( $given[ $name ] );
		}
		return $clean;
	}

	/**
	 * The address of the service. A wrong one is reported and the stored one stays.
	 *
	 * @param array<string, mixed> $given  What was sent.
	 * @param array<string, mixed> $stored What is stored.
	 */
	private static function clean_address( array $given, array $stored ): string {
		$address = untrailingslashit( trim( (string) ( $given['address'] ?? '' ) ) );
		if ( '' === $address || self::is_address( $address ) ) {
			return esc_url_raw( $address, array( 'http', 'https' ) );
		}
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( self::NAME, 'address', __( 'The address of the service must begin with http:// or https://. The earlier address was kept.', 'fehrest' ) );
		}
		return (string) ( $stored['address'] ?? '' );
	}

	/**
	 * A key. The form never contains the stored one, so an empty field keeps it.
	 *
	 * @param string               $name   The setting.
	 * @param array<string, mixed> $given  What was sent.
	 * @param array<string, mixed> $stored What is stored.
	 */
	private static function clean_key( string $name, array $given, array $stored ): string {
		if ( ! empty( $given[ "forget_$name" ] ) ) {
			return '';
		}
		$key = preg_replace( '/[^\x21-\x7e]/', '', (string) ( $given[ $name ] ?? '' ) );
		return '' !== $key ? $key : (string) ( $stored[ $name ] ?? '' );
	}

	/**
	 * Whether an address begins with http:// or https:// and has a host.
	 *
	 * @param string $address The address.
	 */
	public static function is_address( string $address ): bool {
		$parts = wp_parse_url( $address );
		return is_array( $parts ) && ! empty( $parts['host'] ) && in_array( strtolower( $parts['scheme'] ?? '' ), array( 'http', 'https' ), true );
	}
}
