using System.Collections.Concurrent;
using System.Reflection;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>The rewritten copies of this process, one for each test assembly and what is rewritten beside it: loading one takes a good part of a second.</summary>
/// <remarks>Thread-safe. The statics of a copy are one set, so explorations of one copy wait for each other.</remarks>
internal static class ShadowCopies
{
    private static readonly ConcurrentDictionary<(Assembly Assembly, string Rewritten), Lazy<(ShadowContext? Shadow, string? Error)>> Copies = new();

    /// <summary>Runs something on the copy of a spec, alone; or says why there is no copy.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="rewritten">Assemblies to rewrite besides the project's own.</param>
    /// <param name="use">What is run.</param>
    /// <param name="impossible">What is given instead, from the reason.</param>
    public static T With<T>(Type spec, IReadOnlyList<string> rewritten, Func<ISpecEngine, ShadowContext, T> use, Func<string, T> impossible)
    {
        string[] names = [.. rewritten.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var (shadow, error) = Copies.GetOrAdd((spec.Assembly, string.Join(' ', names)), _ => new(() => Load(spec, names))).Value;
        if (shadow is null)
        {
            return impossible(error!);
        }

        lock (shadow)
        {
            return use(((Spec)shadow.Create(spec)).CreateEngine(), shadow);
        }
    }

    private static (ShadowContext? Shadow, string? Error) Load(Type spec, string[] rewritten)
    {
        try
        {
            return (ShadowContext.For(spec, new() { Include = rewritten }), null);
        }
        catch (Exception exception) when (exception is ArgumentException { ParamName: not "options" } or IOException or BadImageFormatException or ReflectionTypeLoadException)
        {
            return (null, $"its assembly can't be rewritten: {exception.Message}");
        }
    }
}
