<?php
/**
 * The posts that wait to be sent.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * A table of posts that have changed. A row says only which post; what is sent is the post at the moment of sending, so
 * the order of changes does not matter. A row is removed when the service has confirmed that version of it. What fails
 * is tried again by WP-Cron, after 1, 2, 4 … minutes and at most 6 hours, until it arrives.
 */
final class Queue {

	const SCHEMA     = '1';
	const EVENT      = 'fehrest_send';
	const SOON       = 'fehrest_send_soon';
	const LAST_ERROR = 'fehrest_last_error';

	/** When a post is due that the service refused: after its next change, or when the settings are saved. */
	const NEVER = 9999999999;

	const LONGEST_PAUSE = 21600;

	/** Seconds for sending in the background. */
	const BACKGROUND = 20.0;

	/** Failures one after another that end a run. */
	const MOST_FAILURES = 3;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'init', array( self::class, 'install' ) );
		add_action( self::EVENT, array( self::class, 'send' ) );
		add_action( self::SOON, array( self::class, 'send' ) );
		add_action( 'update_option_' . Options::NAME, array( self::class, 'retry_all' ) );
	}

	/**
	 * The name of the table.
	 */
	public static function table(): string {
		return $GLOBALS['wpdb']->prefix . 'fehrest_queue';
	}

	/**
	 * Creates the table if it does not exist, and the hourly event.
	 */
	public static function install() {
		if ( self::SCHEMA !== get_option( 'fehrest_schema' ) ) {
			require_once ABSPATH . 'wp-admin/includes/upgrade.php';
			dbDelta(
				'CREATE TABLE ' . self::table() . " (
				post_id bigint(20) unsigned NOT NULL,
				post_type varchar(20) NOT NULL DEFAULT '',
				link text NOT NULL,
				version bigint(20) unsigned NOT NULL DEFAULT 1,
				attempts int(11) NOT NULL DEFAULT 0,
				due bigint(20) NOT NULL DEFAULT 0,
				error text NOT NULL,
				PRIMARY KEY  (post_id),
				KEY due (due)
				) " . $GLOBALS['wpdb']->get_charset_collate()
			);
			update_option( 'fehrest_schema', self::SCHEMA );
		}
		if ( ! wp_next_scheduled( self::EVENT ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', self::EVENT );
		}
	}

	/**
	 * Removes the events of WP-Cron.
	 */
	public static function unschedule() {
		wp_clear_scheduled_hook( self::EVENT );
		wp_clear_scheduled_hook( self::SOON );
	}

	/**
	 * Adds a post.
	 *
	 * @param int    $id   Its number.
	 * @param string $type Its type.
	 * @param string $link Its address, needed if the post may be gone when it is sent.
	 */
	public static function add( int $id, string $type, string $link ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$wpdb->query( $wpdb->prepare( 'INSERT INTO ' . self::table() . " (post_id, post_type, link, error) VALUES (%d, %s, %s, '') ON DUPLICATE KEY UPDATE version = version + 1, attempts = 0, due = 0, post_type = VALUES(post_type), link = VALUES(link)", $id, $type, $link ) );
	}

	/**
	 * Adds published posts of the followed types.
	 *
	 * @param int[]|null $ids Only these of them; null for all.
	 */
	public static function add_published( ?array $ids = null ) {
		global $wpdb;
		$types = Options::get( 'post_types' );
		if ( ! $types || array() === $ids ) {
			return;
		}
		$marks = implode( ',', array_fill( 0, count( $types ), '%s' ) );
		$only  = null === $ids ? '' : ' AND ID IN (' . implode( ',', array_map( 'intval', $ids ) ) . ')';
		// phpcs:ignore WordPress.DB -- the plugin's own table; the numbers are integers.
		$wpdb->query( $wpdb->prepare( 'INSERT INTO ' . self::table() . " (post_id, post_type, link, error) SELECT ID, post_type, '', '' FROM {$wpdb->posts} WHERE post_status = 'publish' AND post_type IN ($marks)$only ON DUPLICATE KEY UPDATE version = version + 1, attempts = 0, due = 0", $types ) );
	}

	/**
	 * How many posts wait to be sent, and how many the service refused.
	 *
	 * @return array{waiting: int, refused: int}
	 */
	public static function counts(): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$row = $wpdb->get_row( $wpdb->prepare( 'SELECT COUNT(*) AS everything, COALESCE(SUM(due >= %d), 0) AS refused FROM ' . self::table(), self::NEVER ) );
		return array(
			'waiting' => $row ? (int) $row->everything - (int) $row->refused : 0,
			'refused' => $row ? (int) $row->refused : 0,
		);
	}

	/**
	 * Posts that the service refused, with the reasons.
	 *
	 * @param int $most Number of posts.
	 * @return array<int, string> Number of the post => reason.
	 */
	public static function refused( int $most ): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$rows = $wpdb->get_results( $wpdb->prepare( 'SELECT post_id, error FROM ' . self::table() . ' WHERE due >= %d ORDER BY post_id DESC LIMIT %d', self::NEVER, $most ) );
		return wp_list_pluck( is_array( $rows ) ? $rows : array(), 'error', 'post_id' );
	}

	/**
	 * Makes every row due, for example because the settings have changed.
	 */
	public static function retry_all() {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$wpdb->query( 'UPDATE ' . self::table() . ' SET due = 0, attempts = 0' );
		delete_option( self::LAST_ERROR );
		self::schedule();
	}

	/**
	 * Whether the service did not answer within the last minute, so that a save should not wait for it.
	 */
	public static function is_away(): bool {
		$last = get_option( self::LAST_ERROR );
		return is_array( $last ) && 0 === $last['status'] && $last['time'] > time() - MINUTE_IN_SECONDS;
	}

	/**
	 * Sends what is due. Another process that is already sending does it instead.
	 *
	 * @param float $seconds Time for all of it; '' (what WP-Cron passes) for the time in the background.
	 */
	public static function send( $seconds = '' ) {
		if ( ! Options::can_push() ) {
			return;
		}
		if ( ! self::lock() ) {
			self::schedule( 10 );
			return;
		}
		try {
			$seconds = is_numeric( $seconds ) ? (float) $seconds : self::BACKGROUND;
			self::send_until( microtime( true ) + (float) apply_filters( 'fehrest_seconds', $seconds ) );
		} finally {
			self::unlock();
		}
		self::schedule();
	}

	/**
	 * Sends what is due until a moment, or until the service seems to be away.
	 *
	 * @param float $end As of microtime().
	 */
	private static function send_until( float $end ) {
		$failures = 0;
		do {
			$rows = self::due( 20 );
			foreach ( $rows as $row ) {
				$left = $end - microtime( true );
				if ( $left <= 0.05 ) {
					return;
				}
				$answer   = self::send_row( $row, min( $left, 10.0 ) );
				$failures = $answer->is_ok() || $answer->is_refused() ? 0 : $failures + 1;
				if ( $failures >= self::MOST_FAILURES || 0 === $answer->status ) {
					return;
				}
			}
		} while ( $rows );
	}

	/**
	 * Sends one post and records what became of it.
	 *
	 * @param object $row     Of the table.
	 * @param float  $timeout Seconds.
	 */
	private static function send_row( $row, float $timeout ): Answer {
		$answer = Push::send_post( (int) $row->post_id, $row->post_type, $row->link, $timeout );
		if ( $answer->is_ok() ) {
			self::done( $row );
		} else {
			self::failed( $row, $answer );
		}
		return $answer;
	}

	/**
	 * Removes a row, unless the post has changed meanwhile.
	 *
	 * @param object $row Of the table.
	 */
	private static function done( $row ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$wpdb->query( $wpdb->prepare( 'DELETE FROM ' . self::table() . ' WHERE post_id = %d AND version = %d', $row->post_id, $row->version ) );
		if ( get_option( self::LAST_ERROR ) ) {
			delete_option( self::LAST_ERROR );
		}
	}

	/**
	 * Records a failure and when to try again.
	 *
	 * @param object $row    Of the table.
	 * @param Answer $answer Of the service.
	 */
	private static function failed( $row, Answer $answer ) {
		global $wpdb;
		$pause = min( self::LONGEST_PAUSE, MINUTE_IN_SECONDS * ( 2 ** min( 10, (int) $row->attempts ) ) );
		$now   = time();
		$due   = $answer->is_refused() ? self::NEVER : $now + max( $pause, min( $answer->retry_after, DAY_IN_SECONDS ) );
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$wpdb->query( $wpdb->prepare( 'UPDATE ' . self::table() . ' SET attempts = attempts + 1, due = %d, error = %s WHERE post_id = %d AND version = %d', $due, $answer->error, $row->post_id, $row->version ) );
		update_option(
			self::LAST_ERROR,
			array(
				'time'    => $now,
				'status'  => $answer->status,
				'message' => $answer->error,
				'post'    => (int) $row->post_id,
			),
			false
		);
	}

	/**
	 * Rows that are due.
	 *
	 * @param int $most Number of rows.
	 * @return object[]
	 */
	private static function due( int $most ): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$rows = $wpdb->get_results( $wpdb->prepare( 'SELECT * FROM ' . self::table() . ' WHERE due <= %d ORDER BY due, post_id LIMIT %d', time(), $most ) );
		return is_array( $rows ) ? $rows : array();
	}

	/**
	 * Schedules the next attempt for the time when the first row is due.
	 *
	 * @param int $least Seconds from now at least.
	 */
	public static function schedule( int $least = 1 ) {
		global $wpdb;
		// phpcs:ignore WordPress.DB -- the plugin's own table.
		$due = $wpdb->get_var( $wpdb->prepare( 'SELECT MIN(due) FROM ' . self::table() . ' WHERE due < %d', self::NEVER ) );
		if ( null === $due ) {
			return;
		}
		$moment = max( time() + $least, (int) $due );
		$next   = wp_next_scheduled( self::SOON );
		if ( ! $next || $next > $moment ) {
			wp_clear_scheduled_hook( self::SOON );
			wp_schedule_single_event( $moment, self::SOON );
		}
	}

	/**
	 * Takes the lock of the database, which ends with its connection. Returns false if another process has it.
	 */
	private static function lock(): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- a lock is no data.
		return '0' !== $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, 0)', self::lock_name() ) );
	}

	/**
	 * Releases the lock.
	 */
	private static function unlock() {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- a lock is no data.
		$wpdb->get_var( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', self::lock_name() ) );
	}

	/**
	 * A name that no other site on the same server has.
	 */
	private static function lock_name(): string {
		return 'fehrest_' . md5( DB_NAME . self::table() );
	}
}
