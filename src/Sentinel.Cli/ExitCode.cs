namespace Sentinel.Cli;

/// <summary>What the process returns. A violation outranks everything but an interruption or an error of our own.</summary>
internal static class ExitCode
{
    /// <summary>Everything is linearizable.</summary>
    public const int Success = 0;

    /// <summary>At least one violation.</summary>
    public const int Violation = 1;

    /// <summary>A wrong command line, or input that is unreadable or malformed.</summary>
    public const int Usage = 2;

    /// <summary>No violation, and at least one history that was not decided within the limits.</summary>
    public const int Inconclusive = 3;

    /// <summary>A mistake in this program.</summary>
    public const int Internal = 70;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>The exit codes as help texts list them.</summary>
    public const string Help = """
        Exit codes, the strongest first:
          130  interrupted; what was found so far has been printed
           70  internal error
            1  at least one violation
            2  usage error, or unreadable or malformed input; the other files are checked and reported all the same
            3  no violation, and at least one history not decided within the limits
            0  all linearizable
        """;
}
