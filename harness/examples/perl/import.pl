#!/usr/bin/perl
# Imports a shop's orders: import.pl LOG ORDERS SHOP
use strict;
use warnings;

my ($file, $orders, $shop) = @ARGV;
my $limit = 20;
my $keep = 5;

sub rotate {
    for my $n (reverse 1 .. $keep - 1) {
        rename "$file.$n", "$file." . ($n + 1) if -e "$file.$n";
    }
    rename $file, "$file.1" or die "$file: $!";
}

sub say_to_log {
    my ($message) = @_;
    rotate() if -e $file && -s $file > $limit;
    open my $log, '>>', $file or die "$file: $!";
    print $log "shop $shop: $message\n";
    close $log or die "$file: $!";
}

say_to_log("order $_ imported") for 1 .. $orders;
