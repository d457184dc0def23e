namespace Sentinel.Scheduling;

/// <summary>What is wrong with one controlled run. A run without a finding is not proof: it is one schedule of many.</summary>
/// <remarks>A closed hierarchy: match it exhaustively. Immutable and thread-safe.</remarks>
public abstract record Finding
{
    private protected Finding()
    {
    }

    /// <summary>A short stable name: "deadlock", "data race". Two findings of one kind count as the same failure while shrinking.</summary>
    public abstract string Kind { get; }

    /// <summary>One paragraph for a report, with source lines where symbols were found.</summary>
    public abstract string Describe();

    /// <inheritdoc/>
    public sealed override string ToString() => Describe();

    /// <summary>Threads wait for each other, or for a lock whose owner has ended. Exact: not a timeout.</summary>
    /// <param name="Threads">Who waits for whom.</param>
    public sealed record Deadlock(IReadOnlyList<WaitingThread> Threads) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "deadlock";

        /// <inheritdoc/>
        public override string Describe() => "Deadlock.\n" + string.Join('\n', Threads);
    }

    /// <summary>Nobody can go on, and no cycle of locks explains it: a signal was missed, or a task is never completed.</summary>
    /// <param name="Threads">Who waits for what.</param>
    public sealed record LostWakeUp(IReadOnlyList<WaitingThread> Threads) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "lost wake-up";

        /// <inheritdoc/>
        public override string Describe() => "Lost wake-up: nobody can go on.\n" + string.Join('\n', Threads);
    }

    /// <summary>The run did not end within its bound of points.</summary>
    /// <param name="Limit">The bound reached.</param>
    /// <param name="Threads">Where the threads stood.</param>
    public sealed record Livelock(string Limit, IReadOnlyList<WaitingThread> Threads) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "livelock";

        /// <inheritdoc/>
        public override string Describe() => $"Livelock: {Limit}.\n" + string.Join('\n', Threads);
    }

    /// <summary>A thread ran, or blocked for real, without reaching a point. Its OS thread is given up.</summary>
    /// <param name="Thread">Which one.</param>
    /// <param name="Place">The last point it passed.</param>
    /// <param name="Milliseconds">How long it was watched, in milliseconds of real time.</param>
    public sealed record Hang(string Thread, string Place, int Milliseconds) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "hang";

        /// <inheritdoc/>
        public override string Describe() => $"Hang: {Thread} reached no point for {Milliseconds} ms; the last was {Place}.";
    }

    /// <summary>Code that is not under control took part, so the run is not a schedule of ours.</summary>
    /// <param name="What">How that was noticed.</param>
    /// <param name="Stack">Where, if known; otherwise empty.</param>
    public sealed record Escape(string What, string Stack) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "escape";

        /// <inheritdoc/>
        public override string Describe() => $"Escape: {What}.\n{Stack}".TrimEnd();
    }

    /// <summary>An exception left a thread that nobody waits for, or the set-up of the program.</summary>
    /// <param name="Thread">Which one.</param>
    /// <param name="Type">The exception's full type name.</param>
    /// <param name="Message">Its message.</param>
    /// <param name="Stack">Its text with the stack.</param>
    public sealed record Unhandled(string Thread, string Type, string Message, string Stack) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => $"unhandled {Type}";

        /// <inheritdoc/>
        public override string Describe() => $"Unhandled exception in {Thread}: {Stack}";
    }

    /// <summary>The code reached a call that no model covers, so it cannot be controlled from there on.</summary>
    /// <param name="Call">The member called.</param>
    /// <param name="Place">The method and line of the call.</param>
    public sealed record Unmodelled(string Call, string Place) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "unmodelled call";

        /// <inheritdoc/>
        public override string Describe() => $"Unmodelled call: {Call} at {Place} cannot be controlled.";
    }

    /// <summary>Two accesses to one location, at least one a write, that nothing orders.</summary>
    /// <param name="Race">Both accesses.</param>
    public sealed record DataRace(DataRaceReport Race) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "data race";

        /// <inheritdoc/>
        public override string Describe() => Race.ToString();
    }

    /// <summary>The judge rejected the run: for a specification, its history is not linearizable.</summary>
    /// <param name="Name">The kind of rejection, chosen by the judge.</param>
    /// <param name="Text">Its explanation.</param>
    public sealed record Rejected(string Name, string Text) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => Name;

        /// <inheritdoc/>
        public override string Describe() => Text;
    }

    /// <summary>The same schedule took another path when it was replayed: the code depends on something that is not controlled.</summary>
    /// <param name="Original">What the first run found.</param>
    /// <param name="FirstDifference">The first place where the two runs differ.</param>
    public sealed record Diverged(Finding Original, string FirstDifference) : Finding
    {
        /// <inheritdoc/>
        public override string Kind => "nondeterministic code";

        /// <inheritdoc/>
        public override string Describe() =>
            $"Your code is nondeterministic here: {FirstDifference}. The run that diverged had shown: {Original.Describe()}";
    }
}
