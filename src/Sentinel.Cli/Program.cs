using System.Diagnostics;
using System.Runtime.InteropServices;
using Sentinel.Cli;

// The first Ctrl-C asks for an orderly end, with what was found so far; one more, a second later or after that, ends the process. Signals
// that come closer together are one Ctrl-C: a wrapper may pass on what the terminal has sent to the whole group already.
var first = 0L;
using var interrupted = new CancellationTokenSource();
using var signals = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminations = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return CommandLine.Run(args, CommandHost.OfProcess(interrupted.Token));

void Interrupt(PosixSignalContext context)
{
    var now = Stopwatch.GetTimestamp();
    var begin = Interlocked.CompareExchange(ref first, now, 0);
    context.Cancel = begin == 0 || Stopwatch.GetElapsedTime(begin, now) < TimeSpan.FromSeconds(1);
    interrupted.Cancel();
}
