using System.CommandLine;
using Sentinel.Checking;

namespace Sentinel.Cli.Verbs;

/// <summary>The options that bound a check.</summary>
internal sealed class CheckLimits
{
    private readonly Option<string> timeout = new("--timeout")
    {
        Description = "Time for each file, reading included; a violation is explained after it", HelpName = "TIME", DefaultValueFactory = _ => "60s",
    };

    private readonly Option<string> memory = new("--max-memory")
    {
        Description = "Memory of the whole process, shared by the files that are checked at once", HelpName = "SIZE", DefaultValueFactory = _ => "2GiB",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Options.Add(timeout);
        verb.Options.Add(memory);
    }

    /// <summary>What the user chose, for each of several checks at once. The limit of memory holds from here on.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public CheckOptions Read(ParseResult arguments, int workers, CommandHost host)
    {
        var size = OptionText.Size("--max-memory", arguments.GetRequiredValue(memory));
        var options = CheckOptions.Default with
        {
            Timeout = OptionText.Duration("--timeout", arguments.GetRequiredValue(timeout)),
            MaxMemoryBytes = Math.Max(1, size / workers),
            MaxHeapBytes = size,
            MaxParallelism = Math.Max(1, Environment.ProcessorCount / workers),
        };
        host.LimitMemory(size);
        return options;
    }
}
