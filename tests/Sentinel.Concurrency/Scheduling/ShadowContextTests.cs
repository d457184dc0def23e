using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>What gets a copy, what stays shared, and where copies are kept.</summary>
public class ShadowContextTests
{
    [Fact]
    public void Types_of_the_project_are_copied_and_contracts_are_shared()
    {
        var copy = Subject.Shadow.Resolve(typeof(Counting));
        Assert.NotSame(typeof(Counting), copy);
        Assert.Equal(typeof(Counting).FullName, copy.FullName);
        Assert.Same(typeof(IControlledProgram), Subject.Shadow.Resolve(typeof(IControlledProgram)));
        Assert.Same(typeof(string), Subject.Shadow.Resolve(typeof(string)));
        Assert.Equal(typeof(List<>).MakeGenericType(copy.Assembly.GetType(typeof(PlainCounter).FullName!)!), Subject.Shadow.Resolve(typeof(List<PlainCounter>)));
        Assert.IsAssignableFrom<IControlledProgram>(Subject.Shadow.Create(typeof(Script)));
    }

    [Fact]
    public void A_lambda_that_captures_is_refused()
    {
        var captured = new PlainCounter();
        var error = Assert.Throws<ArgumentException>(() => Subject.Shadow.Resolve<Func<object?>>(() => captured.Next()));
        Assert.Contains("captures", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_is_kept_on_disk_and_loaded_from_there()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-cache-").FullName;
        try
        {
            var written = 0;
            foreach (var cold in new[] { true, false })
            {
                using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder });
                Assert.StartsWith(folder, shadow.Resolve(typeof(Counting)).Assembly.Location, StringComparison.Ordinal);
                using var explorer = new ControlledExplorer(shadow, new ControlledOptions());
                Assert.NotNull(explorer.Explore(shadow.Resolve<Func<IControlledProgram>>(Counting.RacyOnce), Subject.Judge).Failure);
                var files = Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories).Length;
                written = cold ? files : written;
                Assert.Equal(written, files);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same assembly comes out another way where what it calls is rewritten too.</summary>
    [Fact]
    public void Copies_for_other_options_are_kept_beside_each_other()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-cache-").FullName;
        try
        {
            foreach (var include in new string[][] { [], ["System.Collections.Concurrent"] })
            {
                using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder, Include = include });
                Assert.Contains(typeof(Counting).Assembly.GetName().Name!, shadow.Rewritten);
            }

            Assert.Equal(2, Directory.GetFiles(folder, "Sentinel.Scheduling.Subjects.dll", SearchOption.AllDirectories).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_oldest_copies_go_where_there_are_too_many()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-cache-");
        try
        {
            for (var i = 0; i <= 400; i++)
            {
                folder.CreateSubdirectory($"{i}").LastWriteTimeUtc = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(i);
            }

            using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder.FullName });
            Assert.True(File.Exists(shadow.Resolve(typeof(Counting)).Assembly.Location));
            Assert.InRange(folder.GetDirectories().Length, 200, 210);
            Assert.DoesNotContain(folder.GetDirectories(), entry => entry.Name == "0");
            Assert.Contains(folder.GetDirectories(), entry => entry.Name == "400");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_the_entry_does_not_refer_to_is_rewritten_only_when_it_is_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory("sentinel-cache-").FullName;
        string[] Copies() => [.. Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];
        try
        {
            using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = folder });
            Assert.Equal(["Sentinel.Scheduling.Subjects"], Copies());
            Assert.Contains("Sentinel.Concurrency", shadow.Rewritten);

            Assert.NotSame(typeof(ShadowContextTests), shadow.Resolve(typeof(ShadowContextTests)));
            Assert.Equal(["Sentinel.Concurrency", "Sentinel.Scheduling.Subjects"], Copies());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_no_error()
    {
        var file = Path.GetTempFileName();
        using var shadow = ShadowContext.For(typeof(Counting), new ShadowOptions { CacheFolder = file });
        Assert.Empty(shadow.Resolve(typeof(Counting)).Assembly.Location);
        File.Delete(file);
    }
}
