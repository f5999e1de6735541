<?php
/**
 * The two elements in pages: search and related articles.
 *
 * @package Fehrest
 */

namespace Fehrest;

defined( 'ABSPATH' ) || exit;

/**
 * Shortcodes, blocks, the theme's search form and the box under posts. Each is an element of the service's widget; what
 * is inside it works without JavaScript.
 */
final class Elements {

	const SCRIPT = 'fehrest-widget';

	/** Attributes of a shortcode and a block for searching, with their defaults. */
	const SEARCH = array(
		'mode'        => 'inline',
		'language'    => '',
		'category'    => '',
		'size'        => '',
		'facets'      => null,
		'shortcut'    => '',
		'placeholder' => '',
		'button'      => '',
	);

	/** The same for related articles. */
	const RELATED = array(
		'size' => '',
		'url'  => '',
	);

	/**
	 * Adds the hooks.
	 */
	public static function register() {
		add_shortcode( 'fehrest_search', array( self::class, 'search_shortcode' ) );
		add_shortcode( 'fehrest_related', array( self::class, 'related_shortcode' ) );
		add_action( 'init', array( self::class, 'register_blocks' ) );
		add_action( 'wp_enqueue_scripts', array( self::class, 'register_script' ) );
		add_filter( 'script_loader_tag', array( self::class, 'as_module' ), 10, 3 );
		add_filter( 'get_search_form', array( self::class, 'theme_form' ), 20 );
		add_filter( 'render_block_core/search', array( self::class, 'theme_form' ), 20 );
		add_filter( 'the_content', array( self::class, 'with_related' ), 20 );
	}

	/**
	 * Registers the blocks. They are drawn on the server, so a new address of the service changes all of them.
	 */
	public static function register_blocks() {
		$needed = array( 'wp-blocks', 'wp-element', 'wp-i18n', 'wp-block-editor', 'wp-components', 'wp-server-side-render' );
		wp_register_script( 'fehrest-editor', plugins_url( 'blocks/editor.js', FEHREST_FOLDER . 'fehrest.php' ), $needed, VERSION, true );
		wp_set_script_translations( 'fehrest-editor', 'fehrest', FEHREST_FOLDER . 'languages' );
		register_block_type( FEHREST_FOLDER . 'blocks/search', array( 'render_callback' => array( self::class, 'search_block' ) ) );
		register_block_type( FEHREST_FOLDER . 'blocks/related', array( 'render_callback' => array( self::class, 'related_block' ) ) );
	}

	/**
	 * Registers the service's script and stylesheet; an element enqueues them.
	 */
	public static function register_script() {
		$address = Options::get( 'address' );
		if ( '' !== $address ) {
			// phpcs:disable WordPress.WP.EnqueuedResourceParameters.MissingVersion -- the service has its own versions.
			wp_register_script( self::SCRIPT, "$address/widget.js", array(), null, true );
			wp_register_style( self::SCRIPT, "$address/widget.css", array(), null );
			// phpcs:enable
		}
	}

	/**
	 * Marks the service's script as a module.
	 *
	 * @param string $tag    As WordPress prints it.
	 * @param string $handle The script.
	 * @param string $source Its address.
	 */
	public static function as_module( $tag, $handle, $source ): string {
		if ( self::SCRIPT !== $handle ) {
			return $tag;
		}
		return wp_get_script_tag(
			array(
				'type' => 'module',
				'src'  => $source,
				'id'   => 'fehrest-widget-js',
			)
		);
	}

	/**
	 * [fehrest_search mode="dropdown" language="fa"]
	 *
	 * @param array<string, string>|string $attributes As typed.
	 */
	public static function search_shortcode( $attributes ): string {
		return self::search( shortcode_atts( self::SEARCH, is_array( $attributes ) ? $attributes : array(), 'fehrest_search' ) );
	}

	/**
	 * [fehrest_related size="5"]
	 *
	 * @param array<string, string>|string $attributes As typed.
	 */
	public static function related_shortcode( $attributes ): string {
		return self::related( shortcode_atts( self::RELATED, is_array( $attributes ) ? $attributes : array(), 'fehrest_related' ) );
	}

	/**
	 * The block for searching.
	 *
	 * @param array<string, mixed> $attributes Of the block.
	 */
	public static function search_block( $attributes ): string {
		return sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), self::search( array_intersect_key( $attributes, self::SEARCH ) + self::SEARCH ) );
	}

	/**
	 * The block for related articles.
	 *
	 * @param array<string, mixed> $attributes Of the block.
	 */
	public static function related_block( $attributes ): string {
		return sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), self::related( array_intersect_key( $attributes, self::RELATED ) + self::RELATED ) );
	}

	/**
	 * The element for searching, with a form that goes to the page of the service.
	 *
	 * @param array<string, mixed> $given As in SEARCH.
	 */
	public static function search( array $given ): string {
		if ( ! self::can_show() ) {
			return '';
		}
		$mode   = in_array( $given['mode'], Options::MODES, true ) ? $given['mode'] : 'inline';
		$fields = 'dialog' === $mode ? '' : self::field( 'q', '', (string) $given['placeholder'] );
		foreach ( array( 'language', 'category' ) as $name ) {
			if ( '' !== (string) $given[ $name ] ) {
				$fields .= sprintf( '<input type="hidden" name="%s" value="%s">', $name, esc_attr( $given[ $name ] ) );
			}
		}
		return self::tag(
			'fehrest-search',
			array(
				'mode'     => $mode,
				'size'     => (int) $given['size'] > 0 ? (int) $given['size'] : null,
				'facets'   => $given['facets'],
				'shortcut' => '' !== (string) $given['shortcut'] ? $given['shortcut'] : null,
			),
			self::form( Options::get( 'address' ) . '/', $fields, (string) $given['button'] )
		);
	}

	/**
	 * The element for related articles.
	 *
	 * @param array<string, mixed> $given As in RELATED.
	 */
	public static function related( array $given ): string {
		if ( ! self::can_show() ) {
			return '';
		}
		$url  = '' !== (string) $given['url'] ? $given['url'] : get_permalink();
		$size = (int) $given['size'] > 0 ? (int) $given['size'] : Options::get( 'related_size' );
		return self::tag(
			'fehrest-related',
			array(
				'for-url' => $url ? esc_url_raw( $url ) : null,
				'size'    => $size,
			),
			''
		);
	}

	/**
	 * Replaces the theme's search form, if the settings say so. If the results are replaced, too, the form stays one of
	 * WordPress, and the element adds its list under it.
	 *
	 * @param string $form The theme's form.
	 */
	public static function theme_form( $form ): string {
		$all = Options::all();
		if ( ! $all['replace_form'] || ! self::can_show() ) {
			return (string) $form;
		}
		if ( ! $all['replace_results'] ) {
			return self::search( array( 'mode' => $all['mode'] ) + self::SEARCH );
		}
		$id   = wp_unique_id( 'fehrest-field-' );
		$form = self::form( home_url( '/' ), self::field( 's', $id, '', get_search_query() ), '' );
		return $form . self::tag( 'fehrest-search', array( 'for' => $id ), '' );
	}

	/**
	 * Adds the box of related articles under a post that is shown by itself, if the settings say so.
	 *
	 * @param string $content Of the post.
	 */
	public static function with_related( $content ): string {
		$is_page_of_it = is_singular( Options::get( 'post_types' ) ) && is_main_query() && get_the_ID() === get_queried_object_id();
		if ( ! Options::get( 'related' ) || ! $is_page_of_it || doing_filter( 'get_the_excerpt' ) || post_password_required() || ! Article::is_public( get_post() ) ) {
			return (string) $content;
		}
		return $content . self::related( self::RELATED );
	}

	/**
	 * Whether elements can be shown: the service is known, and this is not the text that is sent to it.
	 */
	private static function can_show(): bool {
		return '' !== Options::get( 'address' ) && ! Article::$rendering && ! is_feed();
	}

	/**
	 * A form.
	 *
	 * @param string $action Its address.
	 * @param string $fields HTML of its fields.
	 * @param string $button Text of the button; empty for the usual one.
	 */
	private static function form( string $action, string $fields, string $button ): string {
		$button = '' !== $button ? $button : __( 'Search', 'fehrest' );
		return sprintf( '<form class="fehrest-form" role="search" action="%s">%s<button class="fehrest-button">%s</button></form>', esc_url( $action ), $fields, esc_html( $button ) );
	}

	/**
	 * A field for words.
	 *
	 * @param string $name  Name of the field.
	 * @param string $id    Its id, or empty.
	 * @param string $label Its label; empty for the usual one.
	 * @param string $value What is in it.
	 */
	private static function field( string $name, string $id, string $label, string $value = '' ): string {
		$label = '' !== $label ? $label : __( 'Search the archive', 'fehrest' );
		return sprintf(
			'<input class="fehrest-input" type="search" name="%1$s"%2$s dir="auto" maxlength="1000" autocomplete="off" enterkeyhint="search" aria-label="%3$s" placeholder="%3$s" value="%4$s">',
			esc_attr( $name ),
			'' !== $id ? sprintf( ' id="%s"', esc_attr( $id ) ) : '',
			esc_attr( $label ),
			esc_attr( $value )
		);
	}

	/**
	 * An element, whose script and stylesheet are enqueued.
	 *
	 * @param string               $name       Of the element.
	 * @param array<string, mixed> $attributes Null leaves one out.
	 * @param string               $inside     HTML.
	 */
	private static function tag( string $name, array $attributes, string $inside ): string {
		if ( ! wp_script_is( self::SCRIPT, 'registered' ) ) {
			self::register_script();
		}
		wp_enqueue_script( self::SCRIPT );
		if ( Options::get( 'stylesheet' ) ) {
			wp_enqueue_style( self::SCRIPT );
		}
		$key        = Options::get( 'read_key' );
		$attributes = $attributes + array(
			'key'  => '' !== $key ? $key : null,
			'lang' => substr( get_locale(), 0, 2 ),
			'dir'  => is_rtl() ? 'rtl' : 'ltr',
		);
		$written    = '';
		foreach ( $attributes as $attribute => $value ) {
			if ( null !== $value ) {
				$written .= sprintf( ' %s="%s"', $attribute, esc_attr( (string) $value ) );
			}
		}
		return "<$name$written>$inside</$name>";
	}
}
