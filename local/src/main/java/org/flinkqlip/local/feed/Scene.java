package org.flinkqlip.local.feed;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Coloured shapes on a plain background, and the sentence that describes them.
 *
 * @param width in pixels
 * @param height in pixels
 * @param background colour behind the shapes
 * @param figures one to three shapes in different places
 */
record Scene(int width, int height, SceneColor background, List<Figure> figures) {

  private static final int[][] SIZES = {
    {96, 96},
    {224, 224},
    {256, 192},
    {320, 240},
    {240, 320},
    {400, 300},
    {480, 360},
    {640, 480},
    {640, 200},
    {97, 131}
  };

  private static final List<SceneShape> SHAPES = List.of(SceneShape.values());

  /** Places of a 3 x 3 grid, row-major. */
  private static final String[] PLACES = {
    "at the top left", "at the top", "at the top right",
    "on the left", "in the middle", "on the right",
    "at the bottom left", "at the bottom", "at the bottom right"
  };

  /**
   * A shape in a scene.
   *
   * @param shape which one
   * @param color its colour
   * @param large whether it fills its place
   * @param place cell of the 3 x 3 grid, row-major
   */
  record Figure(SceneShape shape, SceneColor color, boolean large, int place) {
    String words() {
      return "a %s %s %s %s"
          .formatted(large ? "large" : "small", color.word(), shape.word(), PLACES[place]);
    }
  }

  Scene {
    figures = List.copyOf(figures);
  }

  /** A scene that depends on the generator's state alone. */
  static Scene draw(Random random) {
    int[] size = SIZES[random.nextInt(SIZES.length)];
    List<SceneColor> colors = new ArrayList<>(Arrays.asList(SceneColor.values()));
    Collections.shuffle(colors, random);
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < PLACES.length; place++) {
      places.add(place);
    }
    Collections.shuffle(places, random);
    List<Figure> figures = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      SceneShape shape = SHAPES.get(random.nextInt(SHAPES.size()));
      figures.add(new Figure(shape, colors.get(i + 1), random.nextBoolean(), places.get(i)));
    }
    return new Scene(size[0], size[1], colors.get(0), figures);
  }

  /**
   * "a large red circle in the middle and a small blue star on the left, on a white background".
   */
  String caption() {
    return figures.stream().map(Figure::words).collect(Collectors.joining(" and "))
        + ", on %s background".formatted(background.withArticle());
  }

  /** The pixels, 8-bit RGB. */
  BufferedImage paint() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setColor(background.awt());
      graphics.fillRect(0, 0, width, height);
      for (Figure figure : figures) {
        double x = width * (2 * (figure.place() % 3) + 1) / 6.0;
        double y = height * (2 * (figure.place() / 3) + 1) / 6.0;
        double radius = Math.min(width, height) / 6.0 * (figure.large() ? 0.95 : 0.55);
        graphics.setColor(figure.color().awt());
        graphics.fill(figure.shape().outline(x, y, radius));
      }
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
