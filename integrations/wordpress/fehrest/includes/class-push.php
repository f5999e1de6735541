<?php
/**
 * Which changes are sent.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Notices what changes a post for its readers, and sends it when WordPress has finished the request.
 */
final class Push {

	const META = '_fehrest_id';

	/** Seconds that a request may take longer because of sending, if it cannot be answered first. */
	const SHORT = 1.0;

	/**
	 * Whether this request has added posts to the queue.
	 *
	 * @var bool
	 */
	private static $changed = false;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'wp_after_insert_post', array( self::class, 'saved' ), 100, 4 );
		add_action( 'before_delete_post', array( self::class, 'deleted' ), 10, 2 );
		add_action( 'set_object_terms', array( self::class, 'terms_set' ), 10, 6 );
		foreach ( array( 'added_post_meta', 'updated_post_meta', 'deleted_post_meta' ) as $hook ) {
			add_action( $hook, array( self::class, 'meta_changed' ), 10, 3 );
		}
		add_action( 'edited_term', array( self::class, 'term_edited' ), 10, 3 );
		add_action( 'profile_update', array( self::class, 'profile_changed' ), 10, 2 );
		add_action( 'permalink_structure_changed', array( self::class, 'everything_changed' ) );
		add_action( 'shutdown', array( self::class, 'finish' ), PHP_INT_MAX );
	}

	/**
	 * A post was saved: published, changed, scheduled and now due, moved to the trash or back.
	 *
	 * @param int           $id     Number of the post.
	 * @param \WP_Post      $post   The post.
	 * @param bool          $update Whether it existed before.
	 * @param \WP_Post|null $before As it was before.
	 */
	public static function saved( $id, $post, $update, $before ) {
		if ( Article::is_public( $post ) || Article::is_public( $before ) || get_post_meta( $id, self::META, true ) ) {
			self::add( $post, $before instanceof \WP_Post ? $before : $post );
		}
	}

	/**
	 * A post is about to be deleted for good.
	 *
	 * @param int      $id   Number of the post.
	 * @param \WP_Post $post The post.
	 */
	public static function deleted( $id, $post ) {
		if ( Article::is_public( $post ) || get_post_meta( $id, self::META, true ) ) {
			self::add( $post, $post );
		}
	}

	/**
	 * The categories or tags of a post were set.
	 *
	 * @param int      $id       Number of the post.
	 * @param string[] $terms    Not used.
	 * @param int[]    $now      Numbers of the terms.
	 * @param string   $taxonomy Their taxonomy.
	 * @param bool     $append   Whether they were added to those before.
	 * @param int[]    $before   Numbers of the terms before.
	 */
	public static function terms_set( $id, $terms, $now, $taxonomy, $append, $before ) {
		if ( ! in_array( $taxonomy, array( 'category', 'post_tag' ), true ) || ! ( $append ? array_diff( $now, $before ) : array_diff( $now, $before ) + array_diff( $before, $now ) ) ) {
			return;
		}
		self::add_public( (int) $id );
	}

	/**
	 * A custom field of a post was changed. Only the featured picture counts.
	 *
	 * @param int|int[] $meta Not used.
	 * @param int       $id   Number of the post.
	 * @param string    $key  Name of the field.
	 */
	public static function meta_changed( $meta, $id, $key ) {
		if ( '_thumbnail_id' === $key ) {
			self::add_public( (int) $id );
		}
	}

	/**
	 * A category or tag was renamed or moved: its posts, and those of the categories below it, have changed.
	 *
	 * @param int    $id       Number of the term.
	 * @param int    $tt_id    Not used.
	 * @param string $taxonomy Its taxonomy.
	 */
	public static function term_edited( $id, $tt_id, $taxonomy ) {
		if ( Options::can_push() && in_array( $taxonomy, array( 'category', 'post_tag' ), true ) ) {
			$below = is_taxonomy_hierarchical( $taxonomy ) ? get_term_children( $id, $taxonomy ) : array();
			$posts = get_objects_in_term( array_merge( array( $id ), is_array( $below ) ? $below : array() ), $taxonomy );
			Queue::add_published( is_array( $posts ) ? array_map( 'intval', $posts ) : array() );
			self::$changed = true;
		}
	}

	/**
	 * The shown name of an author was changed.
	 *
	 * @param int      $id     Number of the account.
	 * @param \WP_User $before As it was before.
	 */
	public static function profile_changed( $id, $before ) {
		$now = get_userdata( $id );
		if ( $now && $now->display_name !== $before->display_name && Options::can_push() ) {
			Queue::add_published(
				get_posts(
					array(
						'author'           => $id,
						'post_type'        => Options::get( 'post_types' ),
						'fields'           => 'ids',
						'numberposts'      => -1,
						'suppress_filters' => true,
					)
				)
			);
			self::$changed = true;
		}
	}

	/**
	 * All addresses have changed.
	 */
	public static function everything_changed() {
		if ( Options::can_push() ) {
			Queue::add_published();
			self::$changed = true;
		}
	}

	/**
	 * At the end of a request that changed posts: answers it, if the server can do that, and sends them. Without that
	 * ability sending takes a second at most. The rest is left to WP-Cron.
	 */
	public static function finish() {
		if ( ! self::$changed ) {
			return;
		}
		self::$changed = false;
		$background    = wp_doing_cron() || 'cli' === PHP_SAPI;
		foreach ( array( 'fastcgi_finish_request', 'litespeed_finish_request' ) as $answer ) {
			if ( function_exists( $answer ) && ! $background ) {
				$answer();
				$background = true;
			}
		}
		if ( Queue::is_away() ) {
			Queue::schedule( MINUTE_IN_SECONDS );
		} else {
			Queue::send( $background ? Queue::BACKGROUND : self::SHORT );
		}
	}

	/**
	 * Sends a post as it is now, or that it is gone.
	 *
	 * @param int    $id      Number of the post.
	 * @param string $type    Its type, if it is gone.
	 * @param string $link    Its address, if it is gone.
	 * @param float  $timeout Seconds.
	 */
	public static function send_post( int $id, string $type, string $link, float $timeout ): Answer {
		$post = get_post( $id );
		if ( ! Article::is_public( $post ) ) {
			$answer = Client::push( Article::removed( $id, $type, $link ), $timeout );
			if ( 'not-found' === ( $answer->json['result'] ?? '' ) ) {
				$answer->error = '';
			}
			if ( $answer->is_ok() ) {
				delete_post_meta( $id, self::META );
			}
			return $answer;
		}
		$data = Article::of( $post );
		if ( is_wp_error( $data ) ) {
			$answer         = new Answer( $data );
			$answer->status = 422; // This post cannot be rendered, so it waits for its next change.
			return $answer;
		}
		$answer = Client::push( $data, $timeout );
		if ( $answer->is_ok() && ! empty( $answer->json['id'] ) ) {
			update_post_meta( $id, self::META, (string) $answer->json['id'] );
		}
		return $answer;
	}

	/**
	 * Adds a published post by its number.
	 *
	 * @param int $id Its number.
	 */
	private static function add_public( int $id ) {
		$post = get_post( $id );
		if ( Article::is_public( $post ) ) {
			self::add( $post, $post );
		}
	}

	/**
	 * Adds a post to the queue.
	 *
	 * @param \WP_Post $post   The post.
	 * @param \WP_Post $before As readers knew it.
	 */
	private static function add( \WP_Post $post, \WP_Post $before ) {
		if ( Options::can_push() ) {
			Queue::add( $post->ID, $post->post_type, (string) get_permalink( $before ) );
			self::$changed = true;
		}
	}
}
