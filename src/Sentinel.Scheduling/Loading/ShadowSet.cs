using System.Text.Json;
using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>Decides which assemblies get a rewritten copy: the project's own, and whatever references one of those.</summary>
/// <remarks>The closure upwards is not a choice: an assembly that stays shared but refers to a rewritten one would load the
/// original beside the copy, and the two have different types under one name.</remarks>
internal static class ShadowSet
{
    /// <summary>What crosses between copy and original must be one type in both, so these are never copied.</summary>
    private static readonly string[] Contracts = ["Sentinel.Scheduling", "Sentinel.Linearizability", "Sentinel.Testing"];

    private static readonly string[] SharedPrefixes =
        ["xunit", "FsCheck", "FSharp.", "Microsoft.", "System.", "Mono.Cecil", "testhost", "nunit", "NUnit", "MSTest", "coverlet"];

    /// <summary>Whether an assembly can be rewritten at all.</summary>
    public static bool CanInclude(string name, AppAssemblies app) =>
        app.PathOf(name) is not null && name != typeof(object).Assembly.GetName().Name && !Contracts.Contains(name);

    /// <param name="entry">The assembly with the specification.</param>
    /// <param name="app">Where the application's assemblies are.</param>
    /// <param name="included">Further simple names to rewrite, whatever they are.</param>
    /// <returns>Simple names, sorted, so that numbering by position is the same everywhere.</returns>
    public static IReadOnlyList<string> Of(string entry, AppAssemblies app, IEnumerable<string> included)
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { entry };
        set.UnionWith(ProjectAssemblies(entry, app.Folder));
        set.UnionWith(included);
        set.ExceptWith(Contracts);
        var candidates = Directory.EnumerateFiles(app.Folder, "*.dll").Select(p => Path.GetFileNameWithoutExtension(p)!)
            .Where(n => !Contracts.Contains(n) && !SharedPrefixes.Any(p => n.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(n => n, n => References(app, n), StringComparer.OrdinalIgnoreCase);
        while (candidates.FirstOrDefault(c => !set.Contains(c.Key) && c.Value.Any(set.Contains)) is { Key: not null } next)
        {
            set.Add(next.Key);
        }

        return [.. set.Where(n => app.PathOf(n) is not null).Order(StringComparer.Ordinal)];
    }

    /// <summary>Those of the set that <paramref name="entry"/> refers to, itself or through others of the set, and itself.</summary>
    /// <remarks>The rest is only reached by reflection: it is rewritten when it is asked for, and most often never.</remarks>
    public static IReadOnlyList<string> Reachable(string entry, IEnumerable<string> set, AppAssemblies app)
    {
        var unseen = new HashSet<string>(set, StringComparer.OrdinalIgnoreCase);
        List<string> found = [];
        Stack<string> open = new([entry]);
        while (open.TryPop(out var name))
        {
            if (unseen.Remove(name))
            {
                found.Add(name);
                Array.ForEach(References(app, name), open.Push);
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>The build writes down which libraries are projects: for the entry, or, where the entry is itself a library that a test
    /// project or a program refers to, for that one. Without any such file only the entry itself is known to be a project.</summary>
    /// <remarks>A project that stayed shared would be worse than slow: its locks are no points, so an operation that does its work in it
    /// would be stamped too late, and right code be reported.</remarks>
    private static IEnumerable<string> ProjectAssemblies(string entry, string folder)
    {
        var own = Path.Combine(folder, entry + ".deps.json");
        return (File.Exists(own) ? [own] : Directory.GetFiles(folder, "*.deps.json")).SelectMany(Projects);
    }

    private static IEnumerable<string> Projects(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. json.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "project")
            .Select(l => l.Name[..l.Name.IndexOf('/', StringComparison.Ordinal)])];
    }

    private static string[] References(AppAssemblies app, string name)
    {
        try
        {
            using var assembly = AssemblyDefinition.ReadAssembly(app.PathOf(name)!);
            return [.. assembly.MainModule.AssemblyReferences.Select(r => r.Name)];
        }
        catch (BadImageFormatException)
        {
            return []; // Native code beside the managed: nothing in it to rewrite.
        }
    }
}
