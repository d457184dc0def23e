namespace Sentinel.Stores.Specs.Policies;

/// <summary>What one asks a policy cache, its source, or its clock. A closed set of cases, immutable, with equality by value.</summary>
public abstract record PolicyCommand
{
    private protected PolicyCommand()
    {
    }

    /// <summary>Loads a policy.</summary>
    /// <param name="Name">Which.</param>
    public sealed record Load(string Name) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Load({Name})";
    }

    /// <summary>Loads a policy and gives up at once, if it is not there at once.</summary>
    /// <param name="Name">Which.</param>
    public sealed record LoadAndGiveUp(string Name) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"LoadAndGiveUp({Name})";
    }

    /// <summary>Loads a policy while the source holds all loads of another one, and lets go of them afterwards.</summary>
    /// <param name="Name">Which.</param>
    /// <param name="Held">The one that is held.</param>
    public sealed record LoadBesideHeld(string Name, string Held) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"LoadBesideHeld({Name}, {Held} held)";
    }

    /// <summary>Publishes the next version of a policy.</summary>
    /// <param name="Name">Which.</param>
    public sealed record Publish(string Name) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"Publish({Name})";
    }

    /// <summary>Makes one later load from the source fail.</summary>
    /// <param name="Fault">How.</param>
    public sealed record FailNextLoad(SourceFault Fault) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"FailNextLoad({Fault})";
    }

    /// <summary>Loads a policy when the source is slow: other commands come in between.</summary>
    /// <param name="Name">Which.</param>
    /// <param name="Before">For how many commands the source waits before it reads.</param>
    /// <param name="After">For how many more before it returns.</param>
    public sealed record SlowLoad(string Name, int Before, int After) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"SlowLoad({Name}, {Before}+{After})";
    }

    /// <summary>Moves the clock on. Time moves in no other way.</summary>
    /// <param name="By">By how much.</param>
    public sealed record AdvanceClock(TimeSpan By) : PolicyCommand
    {
        /// <inheritdoc/>
        public override string ToString() => $"AdvanceClock({By.TotalSeconds}s)";
    }
}
