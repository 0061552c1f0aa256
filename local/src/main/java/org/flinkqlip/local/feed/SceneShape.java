package org.flinkqlip.local.feed;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** Kinds of shapes. */
enum SceneShape {
  CIRCLE {
    @Override
    Shape outline(double x, double y, double radius) {
      return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
  },
  SQUARE {
    @Override
    Shape outline(double x, double y, double radius) {
      return new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
  },
  TRIANGLE {
    @Override
    Shape outline(double x, double y, double radius) {
      return polygon(x, y, radius, radius, 3);
    }
  },
  STAR {
    @Override
    Shape outline(double x, double y, double radius) {
      return polygon(x, y, radius, 0.42 * radius, 10);
    }
  },
  RING {
    @Override
    Shape outline(double x, double y, double radius) {
      Area ring = new Area(CIRCLE.outline(x, y, radius));
      ring.subtract(new Area(CIRCLE.outline(x, y, 0.55 * radius)));
      return ring;
    }
  },
  CROSS {
    @Override
    Shape outline(double x, double y, double radius) {
      double arm = 0.35 * radius;
      Area cross = new Area(new Rectangle2D.Double(x - radius, y - arm, 2 * radius, 2 * arm));
      cross.add(new Area(new Rectangle2D.Double(x - arm, y - radius, 2 * arm, 2 * radius)));
      return cross;
    }
  };

  /** The outline around a centre, at most {@code radius} away from it in x and in y. */
  abstract Shape outline(double x, double y, double radius);

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Corners on two circles in turn, the first corner at the top. */
  private static Shape polygon(double x, double y, double outer, double inner, int corners) {
    Path2D path = new Path2D.Double();
    for (int corner = 0; corner < corners; corner++) {
      double angle = 2 * Math.PI * corner / corners - Math.PI / 2;
      double radius = corner % 2 == 0 ? outer : inner;
      double cornerX = x + radius * Math.cos(angle);
      double cornerY = y + radius * Math.sin(angle);
      if (corner == 0) {
        path.moveTo(cornerX, cornerY);
      } else {
        path.lineTo(cornerX, cornerY);
      }
    }
    path.closePath();
    return path;
  }
}
