# Log::Dispatch::FileRotate and Log::Log4perl::Appender::File, by lines of JSON. A record is acknowledged when the call returns.

use strict;
use warnings;

# Perl's own takes some thirty times as long.
my $decode = eval { require JSON::XS; \&JSON::XS::decode_json };
$decode //= do { require JSON::PP; \&JSON::PP::decode_json };

my %open = (
    # Its destructor removes the file that it takes for a lock.
    filerotate => sub {
        my ($file, $rotation) = @_;
        require Log::Dispatch::FileRotate;
        my $log = Log::Dispatch::FileRotate->new(
            name => 'log', min_level => 'info', filename => $file, mode => 'append',
            size => $rotation->{maxBytes}, max => $rotation->{backups});
        return sub { $log->log(level => 'info', message => "$_[0]\n") };
    },
    log4perl => sub {
        my ($file) = @_;
        require Log::Log4perl::Appender::File;
        my $log = Log::Log4perl::Appender::File->new(filename => $file, mode => 'append', autoflush => 1);
        return sub { $log->log(message => "$_[0]\n") };
    },
    # One system call a record.
    'log4perl-syswrite' => sub {
        my ($file) = @_;
        require Log::Log4perl::Appender::File;
        my $log = Log::Log4perl::Appender::File->new(filename => $file, mode => 'append', syswrite => 1);
        return sub { $log->log(message => "$_[0]\n") };
    },
);

my $open = $open{ $ARGV[0] // '' } or die "usage: writer.pl filerotate|log4perl|log4perl-syswrite\n";
binmode STDOUT;
$| = 1;
while (my $line = <STDIN>) {
    my $order = $decode->($line);
    my $append = $open->($order->{file}, $order->{rotation});
    my $index = 0;
    for my $record (@{ $order->{records} }) {
        utf8::encode($record);
        if (eval { $append->($record); 1 }) { print "ok $index\n" }
        else { my $why = $@; $why =~ tr/\n/ /; print "fail $index $why\n" }
        $index++;
    }
    # What has been opened is closed with its last reference.
    undef $append;
    print "closed\n";
}
