using Sentinel.Cli.Terminals;

namespace Sentinel.Cli;

/// <summary>What the command talks to: everything that a test replaces.</summary>
internal sealed record CommandHost
{
    /// <summary>Where <c>-</c> reads from.</summary>
    public required Stream Input { get; init; }

    /// <summary>Results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Progress, notes and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Bounds the memory of the process, in bytes. Not where the process is a test's.</summary>
    public Action<long> LimitMemory { get; init; } = _ => { };

    /// <summary>Ctrl-C.</summary>
    public CancellationToken Interrupted { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal that understands colours and a moving cursor, and the user wants them.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The host of the running process.</summary>
    public static CommandHost OfProcess(CancellationToken interrupted) => new()
    {
        Input = new InterruptibleStream(Console.OpenStandardInput, interrupted),
        Output = Utf8(Console.OpenStandardOutput()),
        Error = Utf8(Console.OpenStandardError()),
        Interrupted = interrupted,
        LimitMemory = HeapLimit.Set,
        IsInteractive = !Console.IsErrorRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb",
    };

    private static StreamWriter Utf8(Stream stream) => new(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 12) { AutoFlush = true };
}
