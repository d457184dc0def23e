using System.Diagnostics;
using Spectre.Console;

namespace Sentinel.Cli.Terminals;

/// <summary>Says on the terminal how far it is, from the second second on; on anything but a terminal it says nothing.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private readonly Lock gate = new();
    private readonly CommandHost host;
    private readonly Func<string> text;
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly Timer? timer;
    private IAnsiConsole? console;
    private bool shown;

    /// <summary>Begins to wait for something that can say how far it is.</summary>
    public Progress(CommandHost host, Func<string> text)
    {
        (this.host, this.text) = (host, text);
        timer = host.IsInteractive ? new(_ => Show(), null, Patience, Period) : null;
    }

    /// <summary>Lets something else write to the terminal.</summary>
    public void Pause(Action write)
    {
        lock (gate)
        {
            Erase();
            write();
        }
    }

    /// <summary>Takes the line away for good.</summary>
    public void Stop()
    {
        lock (gate)
        {
            timer?.Dispose();
            Erase();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Show()
    {
        if (!gate.TryEnter())
        {
            return; // Somebody writes; the next tick will do.
        }

        try
        {
            // The library is loaded here and not before: most runs end before there is anything to show.
            console ??= AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(host.Error) });
            Erase();
            var elapsed = Stopwatch.GetElapsedTime(begin);
            console.Markup($"{text().EscapeMarkup()} [grey]{elapsed.TotalSeconds:F0} s, {GC.GetTotalMemory(forceFullCollection: false) >> 20} MiB[/]");
            shown = true;
        }
        catch (OutOfMemoryException)
        {
            // The check is about to end for the same reason, and has more to say.
        }
        finally
        {
            gate.Exit();
        }
    }

    private void Erase()
    {
        if (shown)
        {
            host.Error.Write("\r\u001b[2K");
            shown = false;
        }
    }
}
