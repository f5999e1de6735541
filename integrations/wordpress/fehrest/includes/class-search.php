<?php
/**
 * The results of WordPress's own search page.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Asks the service for the posts of a search page, in its order. If it does not answer within two seconds, or with
 * an error, WordPress searches as always; the next searches within half a minute do not wait for it.
 */
final class Search {

	const TIMEOUT = 2.0;

	const DOWN = 'fehrest_search_down';

	/** Seconds for which a service that did not answer is left alone. */
	const PAUSE = 30;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_filter( 'posts_pre_query', array( self::class, 'replace' ), 10, 2 );
	}

	/**
	 * The posts of a search page; null lets WordPress search.
	 *
	 * @param \WP_Post[]|int[]|null $posts Of another plugin.
	 * @param \WP_Query             $query The query.
	 * @return \WP_Post[]|int[]|null
	 */
	public static function replace( $posts, $query ) {
		if ( null !== $posts || ! self::is_ours( $query ) || get_transient( self::DOWN ) ) {
			return $posts;
		}
		$size   = (int) $query->get( 'posts_per_page' );
		$answer = Client::read( '/api/v1/search', self::parameters( $query, $size ), self::TIMEOUT );
		if ( ! $answer->is_ok() || ! isset( $answer->json['total'], $answer->json['hits'] ) ) {
			if ( 0 === $answer->status || $answer->status >= 500 ) {
				set_transient( self::DOWN, 1, self::PAUSE );
			}
			return null;
		}
		$found = self::posts_of( $answer->json['hits'] );
		if ( ! $found && $answer->json['hits'] ) {
			return null; // None of them is a post of this site.
		}
		$query->found_posts   = (int) $answer->json['total'];
		$query->max_num_pages = (int) ceil( $query->found_posts / $size );
		return $found;
	}

	/**
	 * Whether a query is the search page for words alone. Others, such as a search within an author, stay WordPress's.
	 *
	 * @param \WP_Query $query The query.
	 */
	private static function is_ours( $query ): bool {
		if ( ! Options::get( 'replace_results' ) || '' === Options::get( 'address' ) || is_admin() || ! $query->is_main_query() || ! $query->is_search() ) {
			return false;
		}
		$narrowed = $query->is_author() || $query->is_date() || $query->get( 'post__in' ) || $query->get( 'meta_query' );
		foreach ( $query->tax_query->queries ?? array() as $clause ) {
			$narrowed = $narrowed || ! is_array( $clause ) || 'language' !== ( $clause['taxonomy'] ?? '' ); // Polylang's.
		}
		return ! $narrowed && '' !== trim( (string) $query->get( 's' ) ) && (int) $query->get( 'posts_per_page' ) > 0 && '' === (string) $query->get( 'fields' );
	}

	/**
	 * What is asked.
	 *
	 * @param \WP_Query $query The query.
	 * @param int       $size  Posts on a page.
	 * @return array<string, string>
	 */
	private static function parameters( $query, int $size ): array {
		$order      = 'date' === $query->get( 'orderby' ) ? ( 'ASC' === strtoupper( (string) $query->get( 'order' ) ) ? 'oldest' : 'newest' ) : 'relevance';
		$parameters = array(
			'q'        => (string) $query->get( 's' ),
			'page'     => (string) max( 1, (int) $query->get( 'paged' ) ),
			'size'     => (string) min( 100, $size ),
			'sort'     => $order,
			'collapse' => '0',
		);
		$language   = Languages::current();
		if ( '' !== $language ) {
			$parameters['language'] = $language;
		}
		return (array) apply_filters( 'fehrest_search_parameters', $parameters, $query );
	}

	/**
	 * The posts of this site that hits stand for, in their order.
	 *
	 * @param array<int, array<string, mixed>> $hits Of the service.
	 * @return \WP_Post[]
	 */
	private static function posts_of( array $hits ): array {
		$numbers = self::numbers( array_column( $hits, 'id' ) );
		$found   = array();
		foreach ( $hits as $hit ) {
			$number = $numbers[ $hit['id'] ] ?? self::number_of_address( (string) ( $hit['url'] ?? '' ) );
			if ( $number ) {
				$found[] = $number;
			}
		}
		$found = array_values( array_unique( $found ) );
		_prime_post_caches( $found );
		return array_values( array_filter( array_map( 'get_post', $found ), array( Article::class, 'is_public' ) ) );
	}

	/**
	 * The numbers of posts by the ids that the service gave to them.
	 *
	 * @param string[] $ids Of articles.
	 * @return array<string, int>
	 */
	private static function numbers( array $ids ): array {
		global $wpdb;
		if ( ! $ids ) {
			return array();
		}
		$marks = implode( ',', array_fill( 0, count( $ids ), '%s' ) );
		// phpcs:ignore WordPress.DB -- one query for a page of hits.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT meta_value, post_id FROM {$wpdb->postmeta} WHERE meta_key = %s AND meta_value IN ($marks)", array_merge( array( Push::META ), $ids ) ) );
		return array_map( 'intval', wp_list_pluck( is_array( $rows ) ? $rows : array(), 'post_id', 'meta_value' ) );
	}

	/**
	 * The number of the post with an address of this site; 0 for others. Needed for what was not pushed.
	 *
	 * @param string $url The address.
	 */
	private static function number_of_address( string $url ): int {
		return wp_parse_url( $url, PHP_URL_HOST ) === wp_parse_url( home_url(), PHP_URL_HOST ) ? url_to_postid( $url ) : 0;
	}
}
