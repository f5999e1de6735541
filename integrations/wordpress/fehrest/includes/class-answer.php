<?php
/**
 * What the service answered.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * What the service answered.
 */
final class Answer {

	/**
	 * HTTP status; 0 if there was no answer.
	 *
	 * @var int
	 */
	public $status = 0;

	/**
	 * The JSON object; empty if there was none.
	 *
	 * @var array<string, mixed>
	 */
	public $json = array();

	/**
	 * Why it failed, for people; empty if it did not.
	 *
	 * @var string
	 */
	public $error = '';

	/**
	 * The code of an error, such as key-invalid.
	 *
	 * @var string
	 */
	public $code = '';

	/**
	 * Seconds that the service asks to wait.
	 *
	 * @var int
	 */
	public $retry_after = 0;

	/**
	 * Reads an answer.
	 *
	 * @param array<string, mixed>|\WP_Error $response Of wp_remote_request().
	 */
	public function __construct( $response ) {
		if ( is_wp_error( $response ) ) {
			$this->error = $response->get_error_message();
			return;
		}
		$this->status      = (int) wp_remote_retrieve_response_code( $response );
		$this->retry_after = (int) wp_remote_retrieve_header( $response, 'retry-after' );
		$json              = json_decode( wp_remote_retrieve_body( $response ), true );
		$this->json        = is_array( $json ) ? $json : array();
		if ( $this->status >= 300 || ! is_array( $json ) ) {
			$this->explain();
		}
	}

	/**
	 * Whether the request succeeded.
	 */
	public function is_ok(): bool {
		return '' === $this->error;
	}

	/**
	 * Whether the service refused this one post, so that sending it again changes nothing.
	 */
	public function is_refused(): bool {
		return in_array( $this->status, array( 400, 409, 413, 422 ), true );
	}

	/**
	 * Takes the reason from the service's own error.
	 */
	private function explain() {
		$error      = $this->json['error'] ?? array();
		$error      = is_array( $error ) ? $error : array( 'message' => (string) $error );
		$this->code = (string) ( $error['code'] ?? '' );
		$message    = (string) ( $error['message'] ?? $this->json['message'] ?? '' );
		/* translators: %d: HTTP status. */
		$this->error = '' !== $message ? $message : sprintf( __( 'The service answered with status %d and without a reason.', 'fehrest' ), $this->status );
	}
}
