package LogtortureStack;

# Perl loads this first. On a signal that nobody else sends, where the program is in it is said on standard error, innermost first,
# and it ends.
use strict;
use warnings;

$SIG{ILL} = sub {
    my $said = '';
    for (my $depth = 0; my ($package, $file, $line) = caller($depth); $depth++) {
        my $within = (caller($depth + 1))[3] // '';
        $said .= "\n\x1f" . join("\x1f", $line, $file, $within);
    }
    syswrite(STDERR, "$said\n");
    kill 'KILL', $$;
};

1;
