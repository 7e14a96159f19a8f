%% Erlang's logger_std_h to a file. The records are the lines of its input; one is acknowledged once the handler has
%% synchronised its file.
-module(logtorture_writer).
-export([main/0]).

main() ->
    logger:set_primary_config(level, all),
    logger:remove_handler(default),
    io:setopts([{encoding, unicode}]),
    Formatter = {logger_formatter, #{single_line => true, template => [msg, "\n"]}},
    %% Neither may it drop what comes fast, nor write it later.
    Config = #{type => file, file => os:getenv("LOGTORTURE_FILE"), modes => [append, raw],
               filesync_repeat_interval => no_repeat, sync_mode_qlen => 0, drop_mode_qlen => 100000,
               flush_qlen => 100000, burst_limit_enable => false},
    ok = logger:add_handler(log, logger_std_h,
                            #{config => maps:merge(Config, rotating()), formatter => Formatter, level => all,
                              filters => [], filter_default => log}),
    append(io:get_line("")).

append(eof) ->
    logger:remove_handler(log),
    halt(0);
append(Line) ->
    logger:log(error, "~ts", [string:trim(Line, trailing, "\n")]),
    ok = logger_std_h:filesync(log),
    io:put_chars("ok\n"),
    append(io:get_line("")).

rotating() ->
    case os:getenv("LOGTORTURE_ROTATION") of
        "size" -> #{max_no_bytes => number("LOGTORTURE_MAX_BYTES"), max_no_files => number("LOGTORTURE_BACKUPS")};
        _ -> #{}
    end.

number(Name) -> list_to_integer(os:getenv(Name)).
