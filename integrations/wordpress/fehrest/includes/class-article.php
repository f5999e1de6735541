<?php
/**
 * A post as the service takes it.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Makes what is sent for a post: what the site's REST API shows of it to visitors, which is also what "fehrest sync"
 * reads. So both name the post alike, and it stays one article. Language, translations and the categories above its
 * own are added.
 */
final class Article {

	/**
	 * Whether a post is being rendered for the service. The plugin's own elements are left out of its text.
	 *
	 * @var bool
	 */
	public static $rendering = false;

	/**
	 * Whether readers may see a post, and its type is one of those sent.
	 *
	 * @param \WP_Post|null $post The post.
	 */
	public static function is_public( $post ): bool {
		return $post instanceof \WP_Post && 'publish' === $post->post_status && '' === $post->post_password && self::is_followed( $post->post_type );
	}

	/**
	 * Whether posts of a type are sent.
	 *
	 * @param string $type The type.
	 */
	public static function is_followed( string $type ): bool {
		return in_array( $type, Options::get( 'post_types' ), true ) && isset( Options::possible_types()[ $type ] );
	}

	/**
	 * What is sent for a post that readers may see.
	 *
	 * @param \WP_Post $post The post.
	 * @return array<string, mixed>|\WP_Error
	 */
	public static function of( \WP_Post $post ) {
		$request         = new \WP_REST_Request( 'GET', rest_get_route_for_post( $post ) );
		$before          = $GLOBALS['post'] ?? null;
		self::$rendering = true;
		try {
			$response = rest_do_request( $request );
			if ( $response->is_error() ) {
				return $response->as_error();
			}
			$data = rest_get_server()->response_to_data( $response, array( 'wp:featuredmedia' ) );
		} finally {
			self::$rendering = false;
			$GLOBALS['post'] = $before; // phpcs:ignore WordPress.WP.GlobalVariablesOverride -- as it was before.
		}
		$data['_embedded']['author']  = array( array( 'name' => get_the_author_meta( 'display_name', (int) $post->post_author ) ) );
		$data['_embedded']['wp:term'] = self::terms( $post );
		return (array) apply_filters( 'fehrest_article', self::with_languages( $data, $post ), $post );
	}

	/**
	 * What is sent for a post that readers may not see any more.
	 *
	 * @param int    $id   Number of the post.
	 * @param string $type Its type.
	 * @param string $link Its address.
	 * @return array<string, mixed>
	 */
	public static function removed( int $id, string $type, string $link ): array {
		return array(
			'id'     => $id,
			'type'   => $type,
			'status' => 'deleted',
			'link'   => $link,
			'_links' => array( 'self' => array( array( 'href' => self::api_address( $id, $type ) ) ) ),
		);
	}

	/**
	 * The address of a post in the REST API. The service reads from it which site the number belongs to.
	 *
	 * @param int    $id   Number of the post.
	 * @param string $type Its type.
	 */
	private static function api_address( int $id, string $type ): string {
		$object = get_post_type_object( $type );
		return rest_url( 'wp/v2/' . ( $object && $object->rest_base ? $object->rest_base : $type ) . "/$id" );
	}

	/**
	 * The post's categories and tags with the categories above them, in the form of the REST API.
	 *
	 * @param \WP_Post $post The post.
	 * @return array<int, array<int, array<string, mixed>>>
	 */
	private static function terms( \WP_Post $post ): array {
		$groups = array();
		foreach ( array( 'category', 'post_tag' ) as $taxonomy ) {
			$terms = is_object_in_taxonomy( $post->post_type, $taxonomy ) ? get_the_terms( $post, $taxonomy ) : array();
			$found = array();
			foreach ( is_array( $terms ) ? $terms : array() as $term ) {
				foreach ( array_merge( array( $term->term_id ), get_ancestors( $term->term_id, $taxonomy, 'taxonomy' ) ) as $id ) {
					$each = get_term( $id, $taxonomy );
					if ( $each instanceof \WP_Term ) {
						$found[ $id ] = array(
							'id'       => $id,
							'name'     => $each->name,
							'taxonomy' => $taxonomy,
							'parent'   => $each->parent,
						);
					}
				}
			}
			$groups[] = array_values( $found );
		}
		return $groups;
	}

	/**
	 * Adds the language and the translations that Polylang or WPML know.
	 *
	 * @param array<string, mixed> $data Of the REST API.
	 * @param \WP_Post             $post The post.
	 * @return array<string, mixed>
	 */
	private static function with_languages( array $data, \WP_Post $post ): array {
		$language = Languages::of( $post );
		if ( '' !== $language ) {
			$data['lang'] = $language;
		}
		$translations = array();
		foreach ( Languages::translations( $post ) as $code => $id ) {
			$other = get_post( $id );
			if ( $id !== $post->ID && self::is_public( $other ) ) {
				$translations[ $code ] = array( 'link' => get_permalink( $other ) );
			}
		}
		if ( $translations ) {
			$data['translations'] = $translations;
		}
		return $data;
	}
}
