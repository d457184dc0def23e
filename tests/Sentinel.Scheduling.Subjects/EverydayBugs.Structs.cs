namespace Sentinel.Scheduling.Subjects;

/// <content>Updates that are lost in a struct or an array, however it is reached.</content>
public static partial class EverydayBugs
{
    private interface ICount
    {
        int Count { get; }

        void Add();
    }

    public static IControlledProgram MethodOfAStructInsideAStruct()
    {
        var frame = new Frame();
        void Add() => frame.Outer.Inner.Add();
        return new Script().Do(Add).Do(Add).Check(() => frame.Outer.Inner.Count == 2, "lost one");
    }

    public static IControlledProgram MethodOfAStructByItsInterface()
    {
        var held = new Held<InnerCount>();
        return new Script().Do(held.AddToField).Do(held.AddToField).Check(() => held.Field.Count == 2, "lost one");
    }

    public static IControlledProgram MethodOfAnElementByItsInterface()
    {
        var held = new Held<InnerCount>();
        return new Script().Do(held.AddToElement).Do(held.AddToElement).Check(() => held.Elements[1].Count == 2, "lost one");
    }

    public static IControlledProgram CellOfAGrid()
    {
        var grid = new int[2, 2];
        void Add() => grid[1, 1]++;
        return new Script().Do(Add).Do(Add).Check(() => grid[1, 1] == 2, "lost one");
    }

    public static IControlledProgram ElementOfAnArrayOfUnknownType()
    {
        Array array = new int[2];
        void Add() => array.SetValue((int)array.GetValue(1)! + 1, 1);
        return new Script().Do(Add).Do(Add).Check(() => (int)array.GetValue(1)! == 2, "lost one");
    }

    private struct InnerCount : ICount
    {
        public int Count { get; private set; }

        public void Add() => Count++;
    }

    private struct OuterCount
    {
        public InnerCount Inner;
    }

    private sealed class Frame
    {
        public OuterCount Outer;
    }

    private sealed class Held<T>
        where T : struct, ICount
    {
        public T Field;

        public T[] Elements { get; } = new T[2];

        public void AddToField() => Field.Add();

        public void AddToElement() => Elements[1].Add();
    }
}
