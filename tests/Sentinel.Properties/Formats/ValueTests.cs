using FsCheck.Xunit;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

[Properties(Arbitrary = [typeof(FormatGenerators)])]
public sealed class ValueTests
{
    [Property(MaxTest = 500)]
    public bool The_text_of_a_value_is_read_as_the_value(Value value) =>
        HasMap(value) || Value.Parse(value.ToString()) == value; // JSON separates a map's keys in a way that EDN does not.

    [Property(MaxTest = 500)]
    public bool Order_and_equality_agree(Value left, Value right) =>
        (left.CompareTo(right) == 0) == (left == right)
        && Math.Sign(left.CompareTo(right)) == -Math.Sign(right.CompareTo(left))
        && (left != right || left.GetHashCode() == right.GetHashCode());

    [Property(MaxTest = 500)]
    public bool Order_is_transitive(Value[] values)
    {
        Array.Sort(values);
        return values.Zip(values.Skip(1)).All(pair => pair.First <= pair.Second)
            && (values.Length < 3 || values[0] <= values[^1]);
    }

    [Fact]
    public void A_number_without_fraction_is_an_integer()
    {
        Assert.Equal(Value.Of(1), Value.Of(1.0));
        Assert.Equal(ValueKind.Integer, Value.Of(-0.0).Kind);
        Assert.Equal(ValueKind.Number, Value.Of(0.5).Kind);
        Assert.Equal(ValueKind.Number, Value.Of(1e300).Kind);
        Assert.Equal(ValueKind.Number, Value.Of(9223372036854775808.0).Kind);
        Assert.Equal(Value.Of(double.NaN), Value.Of(-double.NaN));
    }

    [Fact]
    public void Numbers_are_ordered_by_size_whatever_their_kind()
    {
        Value[] ordered = [Value.Null, Value.Of(true), Value.Of(-1e300), Value.Of(long.MinValue), Value.Of(1), Value.Of(1.5), Value.Of(2),
            Value.Of(long.MaxValue), Value.Of(1e300), Value.Of("1"), Value.Of([Value.Of(1)])];
        Assert.Equal(ordered, ordered.Reverse().Order());
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("-1.5e3", "-1500")]
    [InlineData("nil", "null")]
    [InlineData("abc", "\"abc\"")]
    [InlineData("\"a b\"", "\"a b\"")]
    [InlineData("[1, 2]", "[1,2]")]
    [InlineData("#{2 1}", "[1,2]")]
    [InlineData("{:b 1 :a [nil true]}", "{\"a\":[null,true],\"b\":1}")]
    [InlineData("7N", "7")]
    [InlineData("1/2", "0.5")]
    [InlineData("0x1F", "31")]
    [InlineData("2.50M", "2.5")]
    [InlineData("##-Inf", "-Infinity")]
    [InlineData("\\newline", "\"\\n\"")]
    [InlineData("\\{", "\"{\"")]
    [InlineData("#inst \"2020\"", "\"2020\"")]
    [InlineData("#_ 1 2 ; the end", "2")]
    [InlineData("^{:a 1} [3]", "[3]")]
    public void Values_are_read_as_people_type_them(string typed, string text) => Assert.Equal(text, Value.Parse(typed).ToString());

    [Theory]
    [InlineData("", 1)]
    [InlineData("[1 2", 1)]
    [InlineData("1 2", 3)]
    [InlineData("99999999999999999999", 1)]
    [InlineData("12ab", 1)]
    [InlineData("[1 \"abc", 4)]
    [InlineData("\"\\q\"", 2)]
    [InlineData("{1}", 1)]
    [InlineData("\"\\ud800\"", 1)]
    [InlineData("##Nan", 1)]
    [InlineData("[1 }", 4)]
    public void What_is_no_value_is_refused_with_its_column(string typed, int column) =>
        Assert.StartsWith($"column {column}: ", Assert.Throws<FormatException>(() => Value.Parse(typed)).Message);

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_exhaust_the_stack()
    {
        foreach (var opening in (string[])["[", "{", "#{", "#a ", "#_ ", "^ ", "("])
        {
            Assert.Throws<FormatException>(() => Value.Parse(string.Concat(Enumerable.Repeat(opening, 100_000))));
        }
    }

    private static bool HasMap(Value value) => value.Kind == ValueKind.Map || (value.TryGetList(out var elements) && elements.Any(HasMap));
}
