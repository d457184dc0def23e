using System.Text;
using Sentinel.Cli;

namespace Sentinel.Properties.Cli;

/// <summary>What one run of the command returned and printed.</summary>
internal sealed record Transcript(int ExitCode, string Output, string Error)
{
    /// <summary>The output without its last line, which says what the search took: that is the engine's affair.</summary>
    public string Drawing => Output[..Output.IndexOf("    Checked ", StringComparison.Ordinal)].TrimEnd('\n') + "\n";

    public static Transcript Of(params string[] args) => Run(args, []);

    public static Transcript Run(string[] args, byte[] input, CancellationToken cancellationToken = default)
    {
        using var stdin = new MemoryStream(input, writable: false);
        return Run(args, stdin, cancellationToken);
    }

    public static Transcript Run(string[] args, string input) => Run(args, Encoding.UTF8.GetBytes(input));

    public static Transcript Run(string[] args, Stream stdin, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, stdin, output, error, cancellationToken);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Asserts a failure that is told in one line, without a stack trace.</summary>
    public void IsOneLine(int exitCode, string part)
    {
        Assert.Equal(exitCode, ExitCode);
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', Error[..^1]);
        Assert.Contains(part, Error, StringComparison.Ordinal);
    }
}
