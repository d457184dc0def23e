using Sentinel.Scheduling.Subjects;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A rewritten copy means what the original means.</summary>
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
}
