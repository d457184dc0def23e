using Mono.Cecil;
using Mono.Cecil.Cil;
using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A rewritten copy means what the original means, and its places are known wherever the symbols lie.</summary>
public class CopyTests
{
    public static TheoryData<string> ShapeNames() => [.. typeof(Shapes).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(string)).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(ShapeNames))]
    public void The_copy_gives_what_the_original_gives(string name)
    {
        var original = typeof(Shapes).GetMethod(name)!.CreateDelegate<Func<string>>();
        var copy = Subject.Shadow.Resolve(typeof(Shapes)).GetMethod(name)!.CreateDelegate<Func<string>>();
        Assert.Equal(original(), copy());
    }

    [Fact]
    public void Symbols_inside_the_assembly_give_lines_too() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "Sentinel.Scheduling.Subjects.dll");
        using (var assembly = AssemblyDefinition.ReadAssembly(typeof(Shapes).Assembly.Location, new ReaderParameters { ReadSymbols = true }))
        {
            assembly.Write(path, new WriterParameters { SymbolWriterProvider = new EmbeddedPortablePdbWriterProvider() });
        }

        Assert.False(File.Exists(Path.ChangeExtension(path, ".pdb")));
        var (copy, sites) = Rewrite(path);
        Assert.NotNull(copy.Symbols);
        Assert.Contains(sites, s => s.Line > 0 && Path.GetFileName(s.File) == "Shapes.cs");
    });

    [Fact]
    public void Symbols_of_another_build_are_passed_over() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "Sentinel.Scheduling.Subjects.dll");
        File.Copy(typeof(Shapes).Assembly.Location, path);
        File.Copy(Path.ChangeExtension(typeof(CopyTests).Assembly.Location, ".pdb"), Path.ChangeExtension(path, ".pdb"));
        Assert.DoesNotContain(Rewrite(path).Sites, s => s.Line > 0);
    });

    private static (RewrittenAssembly Copy, IReadOnlyList<RewrittenSite> Sites) Rewrite(string path)
    {
        using var app = new AppAssemblies(AppContext.BaseDirectory);
        var copy = AssemblyRewriter.Rewrite(path, 0, app, new RewriteScope([Path.GetFileNameWithoutExtension(path)], app));
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(copy.Image));
        var resource = (EmbeddedResource)assembly.MainModule.Resources.Single(r => r.Name == SiteWriter.ResourceName);
        return (copy, SiteWriter.Deserialize(resource.GetResourceStream()));
    }

    private static void InFolder(Action<string> test)
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-copy-").FullName;
        try
        {
            test(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
