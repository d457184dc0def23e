using Sentinel.Checking;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>How much is generated, how it is run, and its limits.</summary>
/// <remarks>Immutable; every member has the default that its value says.</remarks>
public sealed record LinearizabilityOptions
{
    /// <summary>The defaults.</summary>
    public static LinearizabilityOptions Default { get; } = new();

    /// <summary>How many programs are generated and run.</summary>
    /// <value>1,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int Runs
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 1_000;

    /// <summary>How concurrency is made.</summary>
    /// <value><see cref="TestMode.Both"/>.</value>
    public TestMode Mode { get; init; }

    /// <summary>Under control: how many schedules of each program are run.</summary>
    /// <value>20: another program tells more than further schedules of the same one.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public int SchedulesPerProgram
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 20;

    /// <summary>Under control: what a data race means.</summary>
    /// <value><see cref="DataRaceMode.Warn"/>: a race in .NET is a defined, sometimes deliberate thing.</value>
    public DataRaceMode DataRaces { get; init; } = DataRaceMode.Warn;

    /// <summary>Members on which a race is meant, as reports name them: <c>Ns.Cache._hint</c>.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> AllowedRaces { get; init; } = [];

    /// <summary>Under control: assemblies to rewrite besides the project's own, by simple name: packages, or parts of the framework outside the
    /// core library, such as <c>System.Collections.Concurrent</c>. Then their own steps are interleaved too; otherwise a call into one is a single step.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> Rewrite { get; init; } = [];

    /// <summary>Under control: let timers and time-outs fire at any choice, instead of only when nobody else can run.</summary>
    /// <value>False. True finds what goes wrong when a time-out comes early, and takes more schedules.</value>
    public bool TimersAsChoices { get; init; }

    /// <summary>Under control: let a continuation run at once on the thread that completes its task, under the locks that it holds, as may happen
    /// outside a test; or later.</summary>
    /// <value>False: always later. True finds code that is re-entered, at the cost of a choice for each awaited completion.</value>
    public bool InlineContinuationsAsChoices { get; init; }

    /// <summary>Under control: whether reaching a call that no model covers ends the control. Otherwise it is made, which may leave control or block, and
    /// the result warns of it.</summary>
    /// <value>True.</value>
    public bool FailOnUnmodelled { get; init; } = true;

    /// <summary>Go on for this long instead of for <see cref="Runs"/> programs.</summary>
    /// <value><see langword="null"/>: <see cref="Runs"/> decides.</value>
    public TimeSpan? For { get; init; }

    /// <summary>The same seed gives the same programs, on every machine; what the threads make of them differs.</summary>
    /// <value>1, so that a test does the same every day; the environment variable SENTINEL_SEED sets another.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>How large programs are.</summary>
    public ProgramSize Size { get; init; } = new();

    /// <summary>How long one run may take before it is a hang.</summary>
    /// <value>10 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public TimeSpan Deadline { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>How long a failure may be shrunk.</summary>
    /// <value>10 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or negative.</exception>
    public TimeSpan ShrinkBudget { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>Limits of the check of one history.</summary>
    public CheckOptions Check { get; init; } = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>How many pairs of operations have to be concurrent in all programs together for a pass to mean anything.</summary>
    /// <value>1. Fewer make the result inconclusive.</value>
    /// <remarks>Asked of runs under real threads only, where an overlap is the one sign that anything met. Under control an interval ends at the
    /// operation's own accesses: operations under one lock never overlap, however many of their orders were run.</remarks>
    public long MinimumConcurrentPairs { get; init; } = 1;

    /// <summary>What happens with counterexample files.</summary>
    /// <value>Read and written; read only where the environment variable CI is true; SENTINEL_CORPUS (readwrite, readonly, off) overrides both.</value>
    public CorpusMode Corpus { get; init; } = CorpusFolder.DefaultMode;

    /// <summary>The folder that holds a folder of counterexample files for each spec.</summary>
    /// <value><see langword="null"/>: <c>Counterexamples</c> in the test project, or beside the test assembly where there is no project.</value>
    public string? CorpusPath { get; init; }

    private static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value;
    }
}
