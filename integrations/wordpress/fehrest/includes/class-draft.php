<?php
/**
 * The sidebar in the block editor.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Shows what the archive knows about the draft in a sidebar of the editor. The browser asks WordPress, and WordPress asks the
 * service, so that no key is in the page.
 */
final class Draft {

	const SCRIPT = 'fehrest-draft';

	/** Seconds that the service may take. */
	const TIMEOUT = 15.0;

	/** Maximum length of a draft, in bytes. */
	const LONGEST = 400000;

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_action( 'rest_api_init', array( self::class, 'register_route' ) );
		add_action( 'enqueue_block_editor_assets', array( self::class, 'enqueue' ) );
	}

	/**
	 * The route that the sidebar asks.
	 */
	public static function register_route() {
		register_rest_route(
			'fehrest/v1',
			'/draft',
			array(
				'methods'             => 'POST',
				'callback'            => array( self::class, 'look_up' ),
				'permission_callback' => static function () {
					return current_user_can( 'edit_posts' );
				},
				'args'                => array(
					'title'   => array( 'type' => 'string' ),
					'content' => array(
						'type'     => 'string',
						'required' => true,
					),
					'url'     => array( 'type' => 'string' ),
				),
			)
		);
	}

	/**
	 * Related articles, links to set, and articles that should link to the draft.
	 *
	 * @param \WP_REST_Request $request Has the title and the content as in the editor, and the address if there is one.
	 * @return array<string, mixed>|\WP_Error
	 */
	public static function look_up( $request ) {
		$draft = array(
			'title' => wp_strip_all_tags( (string) $request['title'] ),
			'html'  => substr( (string) $request['content'], 0, self::LONGEST ),
		);
		if ( Options::is_address( (string) $request['url'] ) ) {
			$draft['url'] = (string) $request['url'];
		}
		$found = array();
		foreach ( array( '/api/v1/related', '/api/v1/links' ) as $path ) {
			$answer = self::ask( $path, $draft );
			if ( ! $answer->is_ok() ) {
				return new \WP_Error( 'fehrest_service', $answer->error, array( 'status' => $answer->is_refused() ? 400 : 502 ) );
			}
			$found += $answer->json;
		}
		return array(
			'related' => $found['hits'] ?? array(),
			'links'   => $found['links'] ?? array(),
			'back'    => $found['back'] ?? array(),
		);
	}

	/**
	 * Asks the service about a draft.
	 *
	 * @param string                $path  Of the API.
	 * @param array<string, string> $draft The draft.
	 */
	private static function ask( string $path, array $draft ): Answer {
		$read_key = Options::get( 'read_key' );
		return Client::request(
			'POST',
			"$path?size=8",
			array(
				'timeout' => self::TIMEOUT,
				'body'    => wp_json_encode( $draft, JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE ),
				'headers' => array( 'Content-Type' => 'application/json' ),
			),
			'' !== $read_key ? $read_key : Options::get( 'write_key' )
		);
	}

	/**
	 * Adds the script and the rules of the sidebar to the editor of posts.
	 */
	public static function enqueue() {
		$screen = function_exists( 'get_current_screen' ) ? get_current_screen() : null;
		if ( '' === Options::get( 'address' ) || ! $screen || 'post' !== $screen->base ) {
			return;
		}
		$needed = array( 'wp-api-fetch', 'wp-block-editor', 'wp-components', 'wp-data', 'wp-date', 'wp-edit-post', 'wp-editor', 'wp-element', 'wp-notices', 'wp-plugins', 'wp-rich-text' );
		wp_enqueue_style( self::SCRIPT, plugins_url( 'blocks/draft.css', FEHREST_FOLDER . 'fehrest.php' ), array( 'wp-components' ), VERSION );
		wp_enqueue_script( self::SCRIPT, plugins_url( 'blocks/draft.js', FEHREST_FOLDER . 'fehrest.php' ), $needed, VERSION, true );
		wp_add_inline_script( self::SCRIPT, 'window.fehrestDraft = ' . wp_json_encode( self::texts(), JSON_HEX_TAG ) . ';', 'before' );
	}

	/**
	 * The texts of the sidebar.
	 *
	 * @return array<string, string>
	 */
	private static function texts(): array {
		return array(
			'title'     => __( 'The archive on this draft', 'fehrest' ),
			'look'      => __( 'Look it up', 'fehrest' ),
			'published' => __( 'Already published?', 'fehrest' ),
			'links'     => __( 'Links to set', 'fehrest' ),
			'related'   => __( 'Related articles', 'fehrest' ),
			'back'      => __( 'Articles that should link here', 'fehrest' ),
			'copy'      => __( 'Copy the link', 'fehrest' ),
			'copied'    => __( 'Copied', 'fehrest' ),
			'set'       => __( 'Set the link', 'fehrest' ),
			'done'      => __( 'The link is set.', 'fehrest' ),
			'undo'      => __( 'Undo', 'fehrest' ),
			'missing'   => __( 'This phrase is not in the text any more, or it has a link.', 'fehrest' ),
			'shared'    => __( 'Shared words:', 'fehrest' ),
			'start'     => __( 'Write a few sentences. What the archive has about them appears here and follows the text.', 'fehrest' ),
			'nothing'   => __( 'The archive has nothing like this draft.', 'fehrest' ),
			'failed'    => __( 'The service cannot be asked right now.', 'fehrest' ),
		);
	}
}
