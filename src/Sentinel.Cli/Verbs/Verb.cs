using System.CommandLine;

namespace Sentinel.Cli.Verbs;

/// <summary>One verb of the command: its arguments, its help, and what it does.</summary>
internal abstract class Verb : Command
{
    /// <summary>Makes the verb; what it does is <see cref="Run"/>.</summary>
    protected Verb(string name, string description, string notes)
        : base(name, description)
    {
        Notes = notes;
        SetAction(Run);
    }

    /// <summary>What its help says at the end: examples, and what needs more than a line.</summary>
    public string Notes { get; }

    /// <summary>Every verb. They are cheap to make: none does anything before it runs.</summary>
    public static IEnumerable<Verb> All(CommandHost host) =>
    [
        new TestVerb(host), new CheckVerb(host), new ReplayVerb(host), new ExplainVerb(host),
        new ConvertVerb(host), new ModelsVerb(host), new GenerateVerb(host),
    ];

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">An argument is wrong.</exception>
    protected abstract int Run(ParseResult arguments);
}
