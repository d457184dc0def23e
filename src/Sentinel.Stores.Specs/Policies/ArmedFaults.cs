namespace Sentinel.Stores.Specs.Policies;

/// <summary>How many loads may still fail, and how.</summary>
/// <param name="Failing">How many say that they failed.</param>
/// <param name="FindingNothing">How many find nothing.</param>
/// <param name="Throwing">How many throw.</param>
public readonly record struct ArmedFaults(int Failing, int FindingNothing, int Throwing)
{
    /// <summary>How many fail in this way.</summary>
    public int this[SourceFault fault] => fault switch
    {
        SourceFault.Fails => Failing,
        SourceFault.FindsNothing => FindingNothing,
        _ => Throwing,
    };

    /// <summary>The same with so many more of one kind, or fewer.</summary>
    public ArmedFaults With(SourceFault fault, int more) => fault switch
    {
        SourceFault.Fails => this with { Failing = Failing + more },
        SourceFault.FindsNothing => this with { FindingNothing = FindingNothing + more },
        _ => this with { Throwing = Throwing + more },
    };

    /// <summary>Those that there are, each with a comma before it.</summary>
    public override string ToString() => string.Concat(Enum.GetValues<SourceFault>().Select(Text));

    private string Text(SourceFault fault) => this[fault] > 0 ? $", {this[fault]} × {fault} armed" : "";
}
