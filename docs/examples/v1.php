<?php
// API v1 with PHP, without extensions. BASE is the address of the service; KEY is a write key, if you have one.
$base = getenv('BASE') ?: 'http://127.0.0.1:8000';
$key = getenv('KEY') ?: '';

function call(string $method, string $path, array $parameters = [], ?array $body = null): array
{
    global $base, $key;
    $headers = $key ? "Authorization: Bearer $key\r\n" : '';
    $headers .= $body === null ? '' : "Content-Type: application/json\r\n";
    $options = ['method' => $method, 'header' => $headers, 'ignore_errors' => true, 'timeout' => 30];
    if ($body !== null) {
        $options['content'] = json_encode($body, JSON_UNESCAPED_UNICODE);
    }
    $address = "$base/api/v1/$path?" . http_build_query($parameters);
    $answer = json_decode(file_get_contents($address, false, stream_context_create(['http' => $options])), true);
    if (isset($answer['error'])) {
        throw new RuntimeException($answer['error']['message']);
    }
    return $answer;
}

foreach (call('GET', 'search', ['q' => 'bridge', 'size' => 3, 'fields' => 'title,url'])['hits'] as $hit) {
    echo $hit['title'], ' ', $hit['url'], "\n";
}

if ($key) {
    echo call('PUT', 'articles/example-4', ['wait' => 60], ['title' => 'An example', 'body' => 'Written by PHP.'])['result'], "\n";
    echo call('DELETE', 'articles/example-4')['result'], "\n";
}
