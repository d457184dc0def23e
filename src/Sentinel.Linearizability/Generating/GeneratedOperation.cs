using Sentinel.Generating.Objects;
using Sentinel.Histories;

namespace Sentinel.Generating;

/// <summary>An operation of a generated history, in the words of the formats.</summary>
internal sealed class GeneratedOperation
{
    /// <summary>The process.</summary>
    public required int Process { get; init; }

    /// <summary>What was called.</summary>
    public required Call Call { get; init; }

    /// <summary>Of which object.</summary>
    public required SimulatedObject Target { get; init; }

    /// <summary>Its position among the events.</summary>
    public required int Invocation { get; init; }

    /// <summary>The position of its end.</summary>
    public int Response { get; set; }

    /// <summary>Whether its outcome is unknown.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>Whether it took effect, ever.</summary>
    public bool IsApplied { get; set; }

    /// <summary>What it answered; meaningful where it returned.</summary>
    public Answer Answer { get; set; }

    /// <summary>When it was open, as the model sees it.</summary>
    public Interval Interval => new(Invocation, IsUnknown ? Interval.Never : Response);

    /// <summary>Whether it returned.</summary>
    public bool IsReturned => !IsUnknown;

    /// <summary>The operation as arguments name it.</summary>
    public override string ToString() =>
        $"p{Process} {Call.Function}{(Call.Argument.IsNull ? "" : $" {Call.Argument}")}{(IsUnknown ? " → ?" : Told.IsNull ? "" : $" → {Told}")}";

    private Formats.Value Told => Answer.Result.IsNull ? Answer.Value : Answer.Result;
}
