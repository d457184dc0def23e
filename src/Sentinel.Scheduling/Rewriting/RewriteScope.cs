using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>Which assemblies are rewritten together, and whose are the others: the framework's, a package's, or a test library's.</summary>
/// <remarks>Immutable and thread-safe. What is rewritten depends on it, so it is part of the key under which copies are kept.</remarks>
internal sealed class RewriteScope
{
    /// <summary>Contracts and test libraries: a call to one of them is no operation of the code under test.</summary>
    private static readonly string[] Neutral =
        ["Sentinel.Scheduling", "Sentinel.Linearizability", "Sentinel.Testing", "xunit", "FsCheck", "nunit", "MSTest", "Microsoft.VisualStudio.TestPlatform", "coverlet", "Mono.Cecil"];

    private readonly HashSet<string> _rewritten;
    private readonly AppAssemblies _app;

    public RewriteScope(IEnumerable<string> rewritten, AppAssemblies app)
    {
        _rewritten = new(rewritten, StringComparer.OrdinalIgnoreCase);
        _app = app;
        Key = string.Join(';', _rewritten.Order(StringComparer.Ordinal));
    }

    public string Key { get; }

    /// <summary>The name of the assembly that declares the type; null where it is part of <paramref name="own"/>.</summary>
    public static string? AssemblyOf(TypeReference type, ModuleDefinition own) => type.GetElementType().Scope switch
    {
        AssemblyNameReference reference => reference.Name,
        ModuleDefinition module when module != own => module.Assembly.Name.Name,
        _ => null,
    };

    public bool IsRewritten(string assembly) => _rewritten.Contains(assembly);

    public bool IsNeutral(string assembly) => IsNeutralName(assembly);

    public bool IsPackage(string assembly) => _app.PathOf(assembly) is { } path && !IsFrameworkFile(path) && !assembly.Equals("FSharp.Core", StringComparison.Ordinal);

    public static bool IsNeutralName(string assembly) => Neutral.Any(n => assembly.StartsWith(n, StringComparison.OrdinalIgnoreCase));

    /// <summary>The runtime's own folder, or a shared framework beside it.</summary>
    public static bool IsFrameworkFile(string path)
    {
        var core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var shared = Path.GetDirectoryName(Path.GetDirectoryName(core))!;
        return path.StartsWith(core, StringComparison.OrdinalIgnoreCase)
            || (Path.GetFileName(shared) == "shared" && path.StartsWith(shared, StringComparison.OrdinalIgnoreCase));
    }
}
