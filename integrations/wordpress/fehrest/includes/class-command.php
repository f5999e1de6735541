<?php
/**
 * The command for WP-CLI.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

use WP_CLI;

/**
 * Sends posts to the Fehrest service.
 */
final class Command {

	const BATCH = 100;

	const TIMEOUT = 30.0;

	/**
	 * Sends all published posts, and removes those that readers may not see any more.
	 *
	 * ## OPTIONS
	 *
	 * [--dry-run]
	 * : Only count what would be sent.
	 *
	 * [--batch=<number>]
	 * : Posts that are loaded at once.
	 * ---
	 * default: 100
	 * ---
	 *
	 * ## EXAMPLES
	 *
	 *     wp fehrest sync --dry-run
	 *     wp fehrest sync
	 *
	 * @param string[]              $arguments Not used.
	 * @param array<string, string> $options   As above.
	 */
	public function sync( $arguments, $options ) {
		$total = $this->count( 'public' );
		$gone  = $this->count( 'gone' );
		if ( ! empty( $options['dry-run'] ) ) {
			WP_CLI::success( "$total posts would be sent, $gone would be removed." );
			return;
		}
		$this->need_settings();
		$batch    = max( 1, (int) ( $options['batch'] ?? self::BATCH ) );
		$progress = \WP_CLI\Utils\make_progress_bar( 'Sending', $total + $gone );
		$failed   = $this->send_all( 'gone', $batch, $progress ) + $this->send_all( 'public', $batch, $progress );
		$progress->finish();
		if ( $failed ) {
			WP_CLI::error( "$failed posts were not sent. They wait in the queue: wp fehrest status" );
		}
		WP_CLI::success( "$total posts were sent, $gone were removed." );
	}

	/**
	 * Shows whether the service answers, and what waits to be sent.
	 *
	 * ## EXAMPLES
	 *
	 *     wp fehrest status
	 *
	 * @param string[]              $arguments Not used.
	 * @param array<string, string> $options   Not used.
	 */
	public function status( $arguments, $options ) {
		$bad = 0;
		foreach ( Check::run() as $each ) {
			WP_CLI::log( ( $each['ok'] ? 'ok: ' : 'wrong: ' ) . $each['message'] );
			$bad += $each['ok'] ? 0 : 1;
		}
		$counts = Queue::counts();
		WP_CLI::log( "waiting: {$counts['waiting']}, refused: {$counts['refused']}" );
		foreach ( Queue::refused( 10 ) as $id => $reason ) {
			WP_CLI::log( "refused: post $id: $reason" );
		}
		$last = get_option( Queue::LAST_ERROR );
		if ( is_array( $last ) ) {
			WP_CLI::log( 'last error: ' . gmdate( 'Y-m-d H:i:s', $last['time'] ) . " UTC: {$last['message']}" );
		}
		if ( $bad ) {
			WP_CLI::error( 'The connection does not work.' );
		}
	}

	/**
	 * Ends the command if posts cannot be sent.
	 */
	private function need_settings() {
		foreach ( array(
			'address'   => 'address of the service',
			'write_key' => 'write key',
		) as $name => $label ) {
			if ( '' === Options::get( $name ) ) {
				WP_CLI::error( "The $label is missing: Settings > Fehrest." );
			}
		}
	}

	/**
	 * Sends posts in the order of their numbers. What fails is left to the queue. The first post without any answer ends
	 * the command, because the service is away.
	 *
	 * @param string $which    As of where().
	 * @param int    $batch    Posts at once.
	 * @param object $progress Of WP-CLI.
	 * @return int How many failed.
	 */
	private function send_all( string $which, int $batch, $progress ): int {
		$failed = 0;
		$last   = 0;
		do {
			$ids = $this->ids( $which, $last, $batch );
			_prime_post_caches( $ids );
			foreach ( $ids as $id ) {
				$last   = $id;
				$post   = get_post( $id );
				$answer = Push::send_post( $id, $post->post_type, (string) get_permalink( $post ), self::TIMEOUT );
				if ( 0 === $answer->status ) {
					WP_CLI::error( "The service does not answer: {$answer->error} Run the command again later." );
				}
				if ( ! $answer->is_ok() ) {
					++$failed;
					Queue::add( $id, $post->post_type, (string) get_permalink( $post ) );
					WP_CLI::warning( "Post $id: {$answer->error}" );
				}
				$progress->tick();
			}
			wp_cache_flush_runtime();
		} while ( $ids );
		return $failed;
	}

	/**
	 * How many posts there are.
	 *
	 * @param string $which As of where().
	 */
	private function count( string $which ): int {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- prepared in where().
		return (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->posts} WHERE " . $this->where( $which ) );
	}

	/**
	 * The next numbers of posts.
	 *
	 * @param string $which As of where().
	 * @param int    $after Number after which they are.
	 * @param int    $most  How many.
	 * @return int[]
	 */
	private function ids( string $which, int $after, int $most ): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- prepared in where().
		return array_map( 'intval', $wpdb->get_col( "SELECT ID FROM {$wpdb->posts} WHERE " . $this->where( $which ) . $wpdb->prepare( ' AND ID > %d ORDER BY ID LIMIT %d', $after, $most ) ) );
	}

	/**
	 * A condition for posts.
	 *
	 * @param string $which Either "public": readers may see them; or "gone": the service has them, but readers may not see them.
	 */
	private function where( string $which ): string {
		global $wpdb;
		$types = array_values( array_filter( Options::get( 'post_types' ), array( Article::class, 'is_followed' ) ) );
		$types = $types ? $types : array( '' );
		$marks = implode( ',', array_fill( 0, count( $types ), '%s' ) );
		// phpcs:ignore WordPress.DB -- the marks are placeholders.
		$public = $wpdb->prepare( "post_status = 'publish' AND post_password = '' AND post_type IN ($marks)", $types );
		if ( 'public' === $which ) {
			return $public;
		}
		// phpcs:ignore WordPress.DB -- the condition is prepared.
		return $wpdb->prepare( "NOT ($public) AND ID IN (SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key = %s)", Push::META );
	}
}
