<?php
/* For PHP's own web server: files and the pages of the administration as they are, everything else through WordPress. */
$folder = $_SERVER['DOCUMENT_ROOT'];
$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
$admin = $path === '/wp-login.php' || strpos($path, '/wp-admin/') === 0;
if ($path !== '/' && is_file($folder . $path) && ($admin || substr($path, -4) !== '.php')) { return false; }
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $folder . '/index.php';
chdir($folder);
require $folder . '/index.php';
