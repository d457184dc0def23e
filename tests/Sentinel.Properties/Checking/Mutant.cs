using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Sentinel.Properties.Architecture;

namespace Sentinel.Properties.Checking;

/// <summary>The library with a mistake in one place of its source, compiled in memory, and these tests over it.</summary>
/// <remarks>So the library holds no wrong code and no switch for it, and a mistake can be planted anywhere. A place that is no longer in the
/// source, or is there twice, is an error: a mutant does not outlive what it is about.</remarks>
internal static class Mutant
{
    private const string Library = "Sentinel.Linearizability";

    // What the build adds to the sources.
    private const string AddedByBuild = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("sentinel")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Sentinel.Testing")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Sentinel.Properties")]
        """;

    private static readonly Lazy<CSharpCompilation> Unchanged = new(Parse);

    /// <summary>What the probe says, run over the library as it is, compiled in the same way.</summary>
    public static bool IsUnchangedNoticed(Func<bool> probe) => Run(Unchanged.Value, probe);

    /// <summary>What the probe says, run over the changed library.</summary>
    /// <param name="file">The name of a source file.</param>
    /// <param name="right">The text in it.</param>
    /// <param name="wrong">What stands there instead.</param>
    /// <param name="probe">A static method of this assembly without captured variables: it is looked up by its name, beside the changed library.</param>
    public static bool IsNoticed(string file, string right, string wrong, Func<bool> probe)
    {
        var tree = Unchanged.Value.SyntaxTrees.Single(tree => Path.GetFileName(tree.FilePath) == file);
        var parts = tree.ToString().Split(right);
        Assert.True(parts.Length == 2, $"{file} holds “{right}” {parts.Length - 1} times.");
        var changed = CSharpSyntaxTree.ParseText(parts[0] + wrong + parts[1], (CSharpParseOptions)tree.Options, tree.FilePath);
        return Run(Unchanged.Value.ReplaceSyntaxTree(tree, changed), probe);
    }

    private static bool Run(CSharpCompilation compilation, Func<bool> probe)
    {
        using MemoryStream image = new();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        Beside beside = new(image);
        try
        {
            var type = beside.LoadFromAssemblyName(typeof(Mutant).Assembly.GetName()).GetType(probe.Method.DeclaringType!.FullName!, throwOnError: true)!;
            return type.GetMethod(probe.Method.Name, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.CreateDelegate<Func<bool>>()();
        }
        finally
        {
            beside.Unload();
        }
    }

    private static CSharpCompilation Parse()
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            Library,
            Repository.Sources($"src/{Library}", "*.cs")
                .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file))
                .Append(CSharpSyntaxTree.ParseText(AddedByBuild, options)),
            platform.Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Holds the changed library, and everything of this repository that uses it a second time.</summary>
    private sealed class Beside(Stream library) : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var isOurs = assemblyName.Name!.StartsWith("sentinel", StringComparison.OrdinalIgnoreCase);
            return assemblyName.Name == Library ? LoadFromStream(library)
                : isOurs ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))
                : null;
        }
    }
}
