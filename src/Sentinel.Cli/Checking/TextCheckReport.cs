using Sentinel.Checking;

namespace Sentinel.Cli.Checking;

/// <summary>One line a file, and what a person wants to know of those that failed.</summary>
internal sealed class TextCheckReport(CommandHost host, bool ascii) : ICheckReport
{
    /// <inheritdoc/>
    public void Add(FileResult result)
    {
        if (result.Error is { } error)
        {
            host.Error.WriteLine(result.ExitCode switch
            {
                ExitCode.Internal => $"{result.Path}: {error}",
                _ when result.Position.Line > 0 => $"{result.Path}:{result.Position}: {error}",
                _ => error.StartsWith(result.Path, StringComparison.Ordinal) ? error : $"{result.Path}: {error}",
            });
            return;
        }

        Notes(result);
        switch (result.Verdict)
        {
            case Verdict.NotLinearizable violation:
                host.Output.WriteLine($"violation\t{result.Path}");
                host.Output.WriteLine(Indent(result.History!.Explain(violation, ascii)));
                break;
            case Verdict.Inconclusive inconclusive:
                host.Output.WriteLine($"unknown\t{result.Path}");
                host.Output.WriteLine(Indent($"not decided: {inconclusive.Hint}"));
                break;
            default:
                host.Output.WriteLine($"ok\t{result.Path}");
                break;
        }
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    private static string Indent(string text) => string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.Length == 0 ? line : "  " + line));

    private void Notes(FileResult result)
    {
        foreach (var note in HistoryNotes.Of(result))
        {
            host.Error.WriteLine($"{result.Path}: note: {note}");
        }
    }
}
