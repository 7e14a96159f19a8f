# bash reads this first. Each command is written down before it runs, with its process and the three innermost places that it comes
# from, into a folder outside of the execution. Nothing is forked for it, and no variable has to be set.
if [ -n "${STACKS_FOR_LOGTORTURE-}" ]; then
  exec {TRACE_FOR_LOGTORTURE}>>"$STACKS_FOR_LOGTORTURE/bash"
  BASH_XTRACEFD=$TRACE_FOR_LOGTORTURE
  PS4=$'+\x1f$BASHPID\x1f$PWD'
  PS4+=$'\x1f$LINENO\x1f${FUNCNAME[0]-}\x1f${BASH_SOURCE[0]-}'
  PS4+=$'\x1f${BASH_LINENO[0]-}\x1f${FUNCNAME[1]-}\x1f${BASH_SOURCE[1]-}'
  PS4+=$'\x1f${BASH_LINENO[1]-}\x1f${FUNCNAME[2]-}\x1f${BASH_SOURCE[2]-}\x1f'
  set -x
fi
