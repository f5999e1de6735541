<?php
/**
 * The test of the connection.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Says exactly what is wrong with the address, the keys or the service.
 */
final class Check {

	const TIMEOUT = 5.0;

	/**
	 * Asks the service.
	 *
	 * @return array<int, array{ok: bool, message: string}> Findings, in the order of the questions.
	 */
	public static function run(): array {
		$all = Options::all();
		if ( '' === $all['address'] ) {
			return array( self::bad( __( 'The address of the service is missing.', 'fehrest' ) ) );
		}
		if ( ! Options::is_address( $all['address'] ) ) {
			return array( self::bad( __( 'The address of the service must begin with http:// or https://.', 'fehrest' ) ) );
		}
		$alive = Client::request( 'GET', '/healthz', array( 'timeout' => self::TIMEOUT ), '' );
		if ( ! $alive->is_ok() || 'ok' !== ( $alive->json['status'] ?? '' ) ) {
			return array( self::bad( self::not_there( $all['address'], $alive ) ) );
		}
		$found = array( self::reading( $all ) );
		if ( $all['push'] ) {
			$found[] = self::writing( $all );
		}
		return $found;
	}

	/**
	 * Why the service does not answer as one.
	 *
	 * @param string $address Of the service.
	 * @param Answer $answer  To a request for its health.
	 */
	private static function not_there( string $address, Answer $answer ): string {
		if ( 0 === $answer->status ) {
			/* translators: 1: address, 2: reason. */
			return sprintf( __( 'The service at %1$s cannot be reached: %2$s', 'fehrest' ), $address, $answer->error );
		}
		/* translators: 1: address, 2: HTTP status. */
		return sprintf( __( 'Something answers at %1$s, but it is not Fehrest (status %2$d). Check the address, and the path in it.', 'fehrest' ), $address, $answer->status );
	}

	/**
	 * Whether the API can be read.
	 *
	 * @param array<string, mixed> $all The settings.
	 * @return array{ok: bool, message: string}
	 */
	private static function reading( array $all ): array {
		$answer = Client::read( '/api/v1/search', array( 'size' => '1' ), self::TIMEOUT );
		if ( $answer->is_ok() ) {
			/* translators: %s: number of articles. */
			return self::good( sprintf( __( 'Searching works. The service has %s articles.', 'fehrest' ), number_format_i18n( (int) ( $answer->json['articles'] ?? $answer->json['total'] ?? 0 ) ) ) );
		}
		if ( 401 === $answer->status && '' === $all['read_key'] ) {
			return self::bad( __( 'The service needs a read key for searching. Create one with "fehrest keys create NAME".', 'fehrest' ) );
		}
		if ( in_array( $answer->status, array( 401, 403 ), true ) ) {
			/* translators: %s: the service's message. */
			return self::bad( sprintf( __( 'The service refuses the read key: %s', 'fehrest' ), $answer->error ) );
		}
		/* translators: 1: HTTP status, 2: the service's message. */
		return self::bad( sprintf( __( 'Searching fails with status %1$d: %2$s', 'fehrest' ), $answer->status, $answer->error ) );
	}

	/**
	 * Whether changes can be sent.
	 *
	 * @param array<string, mixed> $all The settings.
	 * @return array{ok: bool, message: string}
	 */
	private static function writing( array $all ): array {
		if ( '' === $all['write_key'] ) {
			return self::bad( __( 'Changes are not sent, because the write key is missing. Create one with "fehrest keys create NAME --write".', 'fehrest' ) );
		}
		$answer = Client::request( 'GET', '/api/v1/pushes/0', array( 'timeout' => self::TIMEOUT ), $all['write_key'] );
		if ( $answer->is_ok() ) {
			return self::good( __( 'The write key is right. Changes of posts are sent.', 'fehrest' ) );
		}
		if ( 401 === $answer->status ) {
			/* translators: %s: the service's message. */
			return self::bad( sprintf( __( 'The service refuses the write key: %s', 'fehrest' ), $answer->error ) );
		}
		if ( 403 === $answer->status ) {
			/* translators: %s: the service's message. */
			return self::bad( sprintf( __( 'The write key may not write: %s', 'fehrest' ), $answer->error ) );
		}
		if ( 404 === $answer->status ) {
			return self::bad( __( 'This service only searches, or is too old to store articles that are sent to it.', 'fehrest' ) );
		}
		/* translators: 1: HTTP status, 2: the service's message. */
		return self::bad( sprintf( __( 'Sending fails with status %1$d: %2$s', 'fehrest' ), $answer->status, $answer->error ) );
	}

	/**
	 * Something that works.
	 *
	 * @param string $message For people.
	 * @return array{ok: bool, message: string}
	 */
	private static function good( string $message ): array {
		return array(
			'ok'      => true,
			'message' => $message,
		);
	}

	/**
	 * Something that does not.
	 *
	 * @param string $message For people.
	 * @return array{ok: bool, message: string}
	 */
	private static function bad( string $message ): array {
		return array(
			'ok'      => false,
			'message' => $message,
		);
	}
}
