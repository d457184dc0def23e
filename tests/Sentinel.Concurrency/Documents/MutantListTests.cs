using System.Reflection;
using System.Text.RegularExpressions;
using Sentinel.Concurrency.BreakGlass;
using Sentinel.Concurrency.Mutants;
using Sentinel.Concurrency.Policies;
using Sentinel.Concurrency.Requests;

namespace Sentinel.Concurrency.Documents;

/// <summary>
/// The mutants of docs/mutants.md against the specs that look for them. The hunts find their specs by reflection, so one that is deleted
/// would just not be run; here it is missed.
/// </summary>
public sealed partial class MutantListTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public void The_specs_of_each_store_have_the_mutants_that_the_document_lists() =>
        Assert.Equal(Documented.Order(StringComparer.Ordinal), Hunted.Order(StringComparer.Ordinal));

    /// <summary>Lines such as "requests M1 ComparesTheNewStamp"; a mutant without a number has none here.</summary>
    private static IEnumerable<string> Documented => Document.Rows("mutants.md", "mutant").SelectMany(
        cells => Counted().Matches(cells[^1]).Select(counted => $"{counted.Groups["store"].Value} {cells[0].Trim('–')} {cells[1].Trim('`')}"));

    private static IEnumerable<string> Hunted =>
    [
        .. Specs<RequestMutantSpec>().Select(spec => Line("requests", spec, "Requests", Call(spec, "CreateTable", Time))),
        .. Specs<BreakGlassMutantSpec>().Select(spec =>
        {
            var table = Call(spec, "CreateTable", Time);
            return Line("break-glass", spec, "BreakGlass", table, Call(spec, "CreateDesk", table));
        }),
        .. Specs<PolicyMutantSpec>().Select(spec =>
        {
            var (store, prefix) = spec is UncachedMutantSpec ? ("uncached", "Uncached") : ("policies", "Policies");
            return Line(store, spec, prefix, Call(spec, "CreateCache", null, TimeSpan.Zero, Time));
        }),
    ];

    private static IEnumerable<object> Specs<TSpec>() => MutantHunt.SpecsOf(typeof(TSpec)).Select(type => Activator.CreateInstance(type)!);

    private static object Call(object spec, string method, params object?[] arguments) =>
        spec.GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(spec, arguments)!;

    /// <summary>The class is that of the part that is broken; the others are the right store's own.</summary>
    private static string Line(string store, object spec, string prefix, params object[] parts)
    {
        var broken = parts.Select(part => part.GetType()).Where(type => type.Assembly == typeof(MutantListTests).Assembly);
        var number = Number().Match(spec.GetType().Name[prefix.Length..]).Value;
        return $"{store} {number} {string.Join(' ', broken.Select(type => type.Name.Split('`')[0]))}";
    }

    [GeneratedRegex(@"(?<store>[\w-]+): [\d,]+ \([\d,]+\)")]
    private static partial Regex Counted();

    [GeneratedRegex(@"^[MH]\d+$")]
    private static partial Regex Number();
}
