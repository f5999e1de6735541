<?php
/* What site owners change: the option paper_no_rest switches the REST API off for visitors. */
add_filter('rest_authentication_errors', function ($result) {
    return get_option('paper_no_rest') ? new WP_Error('rest_disabled', 'Off.', ['status' => 401]) : $result;
});
