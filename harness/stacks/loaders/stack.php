<?php
// PHP runs this first. On a signal that nobody else sends, where the program is in it is said on standard error, innermost first, and
// it ends. PHP looks at signals only now and then, but the call that the signal came in has failed, and of that PHP remembers the line.
if (function_exists('pcntl_async_signals')) {
    pcntl_async_signals(true);
    pcntl_signal(SIGILL, static function () {
        $failed = error_get_last();
        $said = '';
        $frames = debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS);
        foreach ($frames as $depth => $frame) {
            if (!isset($frame['line'])) continue;
            $within = $frames[$depth + 1] ?? [];
            $name = ($within['class'] ?? '') . ($within['type'] ?? '') . ($within['function'] ?? '');
            $line = $said === '' && $failed !== null && $failed['file'] === $frame['file'] ? $failed['line'] : $frame['line'];
            $said .= "\n\x1f$line\x1f{$frame['file']}\x1f$name";
        }
        fwrite(fopen('php://stderr', 'w'), "$said\n");
        posix_kill(getmypid(), SIGKILL);
    });
}
