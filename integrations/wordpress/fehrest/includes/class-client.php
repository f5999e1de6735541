<?php
/**
 * Requests to the service.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * The few calls of the service's API that the plugin needs. Nothing here raises: an answer says what went wrong.
 */
final class Client {

	/**
	 * Sends one post, or the news that it is gone, in the form of WordPress's own REST API. The service answers as soon
	 * as it is stored, and indexes it a moment later.
	 *
	 * @param array<string, mixed> $post    As of Article.
	 * @param float                $timeout Seconds.
	 */
	public static function push( array $post, float $timeout ): Answer {
		return self::request(
			'POST',
			'/api/v1/hooks/wordpress?wait=0',
			array(
				'timeout' => $timeout,
				'body'    => wp_json_encode( array( 'post' => $post ), JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE ),
				'headers' => array( 'Content-Type' => 'application/json' ),
			),
			Options::get( 'write_key' )
		);
	}

	/**
	 * Reads from the API.
	 *
	 * @param string                $path       Such as /api/v1/search.
	 * @param array<string, string> $parameters Of the address.
	 * @param float                 $timeout    Seconds.
	 */
	public static function read( string $path, array $parameters, float $timeout ): Answer {
		$query = http_build_query( $parameters, '', '&', PHP_QUERY_RFC3986 );
		return self::request( 'GET', $path . ( $query ? "?$query" : '' ), array( 'timeout' => $timeout ), Options::get( 'read_key' ) );
	}

	/**
	 * Any request.
	 *
	 * @param string               $method    GET, POST and so on.
	 * @param string               $path      With its parameters.
	 * @param array<string, mixed> $arguments Of wp_remote_request().
	 * @param string               $key       Key of the API, or empty.
	 */
	public static function request( string $method, string $path, array $arguments, string $key ): Answer {
		$headers = array( 'Accept' => 'application/json' ) + ( $arguments['headers'] ?? array() );
		if ( '' !== $key ) {
			$headers['Authorization'] = "Bearer $key";
		}
		$arguments = array(
			'method'      => $method,
			'headers'     => $headers,
			'redirection' => 0,
			'user-agent'  => 'Fehrest for WordPress/' . VERSION,
		) + $arguments;
		// A slow network may need more than the seconds of the plugin.
		$arguments['timeout'] = (float) apply_filters( 'fehrest_timeout', $arguments['timeout'], $path );
		return new Answer( wp_remote_request( Options::get( 'address' ) . $path, $arguments ) );
	}
}
