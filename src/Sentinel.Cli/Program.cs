using System.Runtime.InteropServices;
using Sentinel.Cli;

// The first Ctrl-C asks for an orderly end, with what was found so far; the second one ends the process.
using var interrupted = new CancellationTokenSource();
using var signals = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminations = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
return CommandLine.Run(args, CommandHost.OfProcess(interrupted.Token));

void Interrupt(PosixSignalContext context)
{
    context.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
