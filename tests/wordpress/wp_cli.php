<?php
/* The few parts of WP-CLI that the plugin uses. */
namespace WP_CLI\Utils {
    function make_progress_bar($label, $count) {
        return new class {
            public function tick() { \WP_CLI::$ticks++; }
            public function finish() { \WP_CLI::$lines[] = 'ticks: ' . \WP_CLI::$ticks; }
        };
    }
}
namespace {
    define('WP_CLI', true);
    class WP_CLI_Exit extends Exception {}
    class WP_CLI {
        public static $commands = [], $lines = [], $ticks = 0;
        public static function add_command($name, $class) { self::$commands[$name] = $class; }
        public static function log($text) { self::$lines[] = $text; }
        public static function success($text) { self::$lines[] = "Success: $text"; }
        public static function warning($text) { self::$lines[] = "Warning: $text"; }
        public static function error($text) { self::$lines[] = "Error: $text"; throw new WP_CLI_Exit($text); }
    }
}
