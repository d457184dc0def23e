using System.Collections.Concurrent;
using System.Reflection;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>The rewritten copies of this process, one for each test assembly: loading one takes a good part of a second.</summary>
/// <remarks>Thread-safe. The statics of a copy are one set, so explorations of one copy wait for each other.</remarks>
internal static class ShadowCopies
{
    private static readonly ConcurrentDictionary<Assembly, Lazy<(ShadowContext? Shadow, string? Error)>> Copies = new();

    /// <summary>Runs something on the copy of a spec, alone; or says why there is no copy.</summary>
    public static T With<T>(Type spec, Func<ISpecEngine, ShadowContext, T> use, Func<string, T> impossible)
    {
        var (shadow, error) = Copies.GetOrAdd(spec.Assembly, _ => new(() => Load(spec))).Value;
        if (shadow is null)
        {
            return impossible(error!);
        }

        lock (shadow)
        {
            return use(((Spec)shadow.Create(spec)).CreateEngine(), shadow);
        }
    }

    private static (ShadowContext? Shadow, string? Error) Load(Type spec)
    {
        try
        {
            return (ShadowContext.For(spec), null);
        }
        catch (Exception exception) when (exception is ArgumentException or IOException or BadImageFormatException or ReflectionTypeLoadException)
        {
            return (null, $"its assembly can't be rewritten: {exception.Message}");
        }
    }
}
