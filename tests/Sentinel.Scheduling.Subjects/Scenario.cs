namespace Sentinel.Scheduling.Subjects;

/// <summary>The programs that fail, by name: "Bugs.RacyCounter". Of a pair, the wrong form.</summary>
public static class Scenario
{
    private static readonly Type[] Failing = [typeof(Bugs), typeof(Pairs), typeof(Races), typeof(Edges)];

    /// <summary>Store buffering is a warning, so no run of it fails.</summary>
    public static IEnumerable<string> Names => Failing.SelectMany(type => type.GetMethods()
        .Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram) && m.Name != nameof(Races.StoreBuffering))
        .Select(m => $"{type.Name}.{m.Name}"));

    /// <summary>Found by its race alone: what races there has no effect that a schedule could show, or none that is looked for.</summary>
    public static bool IsRace(string name) =>
        name.StartsWith($"{nameof(Races)}.", StringComparison.Ordinal) || name.StartsWith($"{nameof(Edges)}.", StringComparison.Ordinal)
        || name == $"{nameof(Pairs)}.{nameof(Pairs.UnfencedPublication)}";

    public static Func<IControlledProgram> Of(ShadowContext shadow, string name)
    {
        var (type, method) = (name[..name.IndexOf('.', StringComparison.Ordinal)], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        var copy = shadow.Resolve(Failing.Single(t => t.Name == type)).GetMethod(method)!;
        if (type != nameof(Pairs))
        {
            return copy.CreateDelegate<Func<IControlledProgram>>();
        }

        var pair = copy.CreateDelegate<Func<bool, IControlledProgram>>();
        return () => pair(false);
    }
}
