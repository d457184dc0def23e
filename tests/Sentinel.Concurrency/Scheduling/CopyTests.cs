using System.Runtime.Loader;
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

    /// <summary>A library for .NET Standard names the types of the framework by the facade, which would forward to the originals.</summary>
    [Fact]
    public void A_type_that_has_a_copy_is_named_directly_not_by_a_facade() => InFolder(folder =>
    {
        const string Copied = "System.Collections.Concurrent";
        var path = Path.Combine(folder, "Standard.dll");
        using (var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Standard", new Version(1, 0)), "Standard", ModuleKind.Dll))
        {
            var module = assembly.MainModule;
            var standard = new AssemblyNameReference("netstandard", new Version(2, 0, 0, 0)) { PublicKeyToken = [0xcc, 0x7b, 0x13, 0xff, 0xcd, 0x2d, 0xdd, 0x51] };
            module.AssemblyReferences.Add(standard);
            var bag = new TypeReference(Copied, "ConcurrentBag`1", module, standard);
            bag.GenericParameters.Add(new GenericParameter(bag));
            var type = new TypeDefinition("", "Standard", TypeAttributes.Public, module.TypeSystem.Object);
            type.Fields.Add(new FieldDefinition("Bag", FieldAttributes.Public, new GenericInstanceType(bag) { GenericArguments = { module.TypeSystem.Int32 } }));
            module.Types.Add(type);
            assembly.Write(path);
        }

        using var app = new AppAssemblies(AppContext.BaseDirectory);
        foreach (var (scope, expected) in (ReadOnlySpan<(string[], string)>)[(["Standard"], "netstandard"), (["Standard", Copied], Copied)])
        {
            using var copy = AssemblyDefinition.ReadAssembly(new MemoryStream(AssemblyRewriter.Rewrite(path, 0, app, new RewriteScope(scope, app)).Image));
            Assert.Equal(expected, copy.MainModule.GetTypeReferences().Single(t => t.Name == "ConcurrentBag`1").Scope.Name);
        }
    });

    /// <summary>Other languages than C# end a method with a tail call; where something must follow the call it is none.</summary>
    [Fact]
    public void A_tail_call_that_something_follows_compiles() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "Tail.dll");
        using (var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Tail", new Version(1, 0)), "Tail", ModuleKind.Dll))
        {
            var module = assembly.MainModule;
            var method = new MethodDefinition("Then", MethodAttributes.Public | MethodAttributes.Static, module.ImportReference(typeof(Task)));
            method.Parameters.Add(new ParameterDefinition(module.ImportReference(typeof(Task))));
            method.Parameters.Add(new ParameterDefinition(module.ImportReference(typeof(Action<Task>))));
            var code = method.Body.GetILProcessor();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Tail);
            code.Emit(OpCodes.Callvirt, module.ImportReference(typeof(Task).GetMethod(nameof(Task.ContinueWith), [typeof(Action<Task>)])));
            code.Emit(OpCodes.Ret);
            var type = new TypeDefinition("", "Tail", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
            type.Methods.Add(method);
            module.Types.Add(type);
            assembly.Write(path);
        }

        var context = new AssemblyLoadContext("tail", isCollectible: true);
        var then = context.LoadFromStream(new MemoryStream(Rewrite(path).Copy.Image)).GetType("Tail")!.GetMethod("Then")!.CreateDelegate<Func<Task, Action<Task>, Task>>();
        var told = false;
        then(Task.CompletedTask, _ => told = true).Wait();
        Assert.True(told);
        context.Unload();
    });

    /// <summary>Generated code has such methods. The limit is far from what it takes, and farther from what a search for each place took.</summary>
    [Fact]
    public void A_very_long_method_is_rewritten_in_seconds() => InFolder(folder =>
    {
        var path = Path.Combine(folder, "Long.dll");
        using (var assembly = AssemblyDefinition.CreateAssembly(new AssemblyNameDefinition("Long", new Version(1, 0)), "Long", ModuleKind.Dll))
        {
            var module = assembly.MainModule;
            var type = new TypeDefinition("", "Long", TypeAttributes.Public, module.TypeSystem.Object);
            var field = new FieldDefinition("Last", FieldAttributes.Public, module.TypeSystem.Int32);
            var method = new MethodDefinition("Fill", MethodAttributes.Public, module.TypeSystem.Void);
            var code = method.Body.GetILProcessor();
            for (var i = 0; i < 100_000; i++)
            {
                code.Emit(OpCodes.Ldarg_0);
                code.Emit(OpCodes.Ldc_I4, i);
                code.Emit(OpCodes.Stfld, field);
            }

            code.Emit(OpCodes.Ret);
            type.Fields.Add(field);
            type.Methods.Add(method);
            module.Types.Add(type);
            assembly.Write(path);
        }

        var start = Environment.TickCount64;
        Assert.Equal(100_001, Rewrite(path).Sites.Count);
        Assert.InRange(Environment.TickCount64 - start, 0, 30_000);
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
