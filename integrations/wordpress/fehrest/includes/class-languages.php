<?php
/**
 * What Polylang or WPML know about languages.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * What Polylang or WPML know about languages.
 */
final class Languages {

	/**
	 * The code of a post's language; empty if neither plugin knows it.
	 *
	 * @param \WP_Post $post The post.
	 */
	public static function of( \WP_Post $post ): string {
		if ( function_exists( 'pll_get_post_language' ) ) {
			return (string) pll_get_post_language( $post->ID, 'slug' );
		}
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- a hook of WPML.
		$details = apply_filters( 'wpml_post_language_details', null, $post->ID );
		return is_array( $details ) ? (string) ( $details['language_code'] ?? '' ) : '';
	}

	/**
	 * The numbers of the post in all its languages.
	 *
	 * @param \WP_Post $post The post.
	 * @return array<string, int>
	 */
	public static function translations( \WP_Post $post ): array {
		if ( function_exists( 'pll_get_post_translations' ) ) {
			return array_map( 'intval', (array) pll_get_post_translations( $post->ID ) );
		}
		// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals -- hooks of WPML.
		$kind  = 'post_' . $post->post_type;
		$group = apply_filters( 'wpml_element_trid', null, $post->ID, $kind );
		$all   = $group ? apply_filters( 'wpml_get_element_translations', null, $group, $kind ) : array();
		// phpcs:enable
		return array_map( 'intval', wp_list_pluck( is_array( $all ) ? $all : array(), 'element_id' ) );
	}

	/**
	 * The language of the current page, if a plugin gives pages languages; else empty.
	 */
	public static function current(): string {
		if ( function_exists( 'pll_current_language' ) ) {
			return (string) pll_current_language( 'slug' );
		}
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals -- a hook of WPML.
		$code = apply_filters( 'wpml_current_language', null );
		return is_string( $code ) && 'all' !== $code ? $code : '';
	}
}
