<?php

/**
 * Monolog by lines of JSON: stream | lock | rotating. A record is acknowledged when the call returns; what goes wrong is thrown.
 */

use Monolog\Formatter\LineFormatter;
use Monolog\Handler\RotatingFileHandler;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;

require 'Monolog/autoload.php';

$kind = $argv[1] ?? '';

function handler(string $kind, string $file, array $rotation): StreamHandler
{
    switch ($kind) {
        case 'rotating':
            // It counts in days, and has the date in its name from the beginning.
            return new RotatingFileHandler($file, $rotation['backups'] ?? 0);
        case 'lock':
            return new StreamHandler($file, Logger::DEBUG, true, null, true);
        default:
            return new StreamHandler($file);
    }
}

while (($line = fgets(STDIN)) !== false) {
    $order = json_decode($line, true);
    $handler = handler($kind, $order['file'], $order['rotation']);
    $handler->setFormatter(new LineFormatter("%message%\n", null, true));
    $log = new Logger('logtorture', [$handler]);
    foreach ($order['records'] as $index => $record) {
        try {
            $log->info($record);
            echo "ok $index\n";
        } catch (Throwable $error) {
            echo "fail $index ", str_replace("\n", ' ', $error->getMessage()), "\n";
        }
    }
    $log->close();
    echo "closed\n";
}
